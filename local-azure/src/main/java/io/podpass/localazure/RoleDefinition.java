package io.podpass.localazure;

/** A built-in role; its GUID is the same in every tenant. */
record RoleDefinition(String guid, String name, String description, Permissions permissions) {}
