package io.podpass.localkube;

/** The rules of CustomResourceDefinitions themselves. */
final class DefinitionRules implements Rules {}
