package io.podpass.localazure;

import java.util.Optional;

/** What a role lets a caller do in a registry: pull and push are actions on the registry, not data actions (§3.7). */
enum RegistryRight {
    READ("read", "pull/read"),
    WRITE("write", "push/write");

    private final String claim;
    private final String action;

    RegistryRight(String claim, String action) {
        this.claim = claim;
        this.action = action;
    }

    /** As a refresh token's {@code permissions} name it. */
    String claim() {
        return claim;
    }

    String action() {
        return "Microsoft.ContainerRegistry/registries/" + action;
    }

    /** What a scope's action needs; empty for one that the local Azure grants nobody, such as {@code delete}. */
    static Optional<RegistryRight> neededFor(String scopeAction) {
        return switch (scopeAction) {
            case "pull", "metadata_read", "*" -> Optional.of(READ);
            case "push" -> Optional.of(WRITE);
            default -> Optional.empty();
        };
    }
}
