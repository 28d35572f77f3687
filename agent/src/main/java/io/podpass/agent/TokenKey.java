package io.podpass.agent;

/** What makes two requests the same request for a token. */
record TokenKey(Credential credential, String audience) {}
