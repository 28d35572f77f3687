package io.podpass.localazure;

/** A role; the GUID of a built-in one is the same in every tenant. */
record RoleDefinition(String guid, String name, String description, Permissions permissions) {}
