package io.podpass.localazure;

/**
 * Who sent a request, as its token says.
 *
 * @param name what ARM calls the client in refusals: a user's principal name, else the client id
 */
record Caller(String objectId, String appId, String name, String issuer) {}
