package io.podpass.localazure;

import java.util.Optional;

/** One resource type of ARM. Called under the store's lock for everything that writes. */
interface ResourceType {
    /** In Azure's own spelling, such as {@code Microsoft.Compute/virtualMachineScaleSets}. */
    String name();

    /** The action that a method stands for; empty when being authenticated is enough. */
    default Optional<String> action(String method) {
        String verb = switch (method) {
            case "GET", "HEAD" -> "read";
            case "DELETE" -> "delete";
            case "PUT", "PATCH" -> "write";
            default -> "action";
        };
        return Optional.of(name() + "/" + verb);
    }

    /**
     * Answers one request.
     *
     * @throws ArmException to refuse
     */
    Reply handle(ArmRequest request);
}
