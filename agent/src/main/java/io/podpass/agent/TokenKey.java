package io.podpass.agent;

import io.podpass.core.Identity;

/** What makes two requests the same request for a token. */
record TokenKey(Identity identity, String audience) {}
