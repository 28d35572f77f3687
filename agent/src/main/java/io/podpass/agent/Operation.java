package io.podpass.agent;

/** What was asked for, by the path as it is written and however the caller spelt it (spec aad-pod-identity §3.13). */
enum Operation {
    TOKEN("/metadata/identity/oauth2/token"),
    HOST_TOKEN("/host/token"),
    TRIAL("/podpass/trial");

    private final String path;

    Operation(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }
}
