package io.podpass.localkube;

import io.podpass.localkube.ResourceType.Trait;

/** Which subresources there are. */
final class Subresources {
    private Subresources() {}

    static boolean has(Route route) {
        return switch (route.subresource()) {
            case "status" -> route.type().has(Trait.STATUS);
            case "finalize" -> route.type().kind().equals("Namespace");
            default -> false;
        };
    }
}
