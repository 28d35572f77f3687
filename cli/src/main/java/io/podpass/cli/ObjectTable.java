package io.podpass.cli;

import java.util.List;

/** The objects of one kind, as {@code kubectl get} shows them; the first row is the head. */
record ObjectTable(String resource, List<List<String>> rows) {}
