package io.podpass.core;

import static java.util.Objects.requireNonNull;

/** The decision that one pod may use one identity, by one binding. */
public record Grant(Pod pod, Binding binding, Identity identity) {
    public Grant {
        requireNonNull(pod, "pod is null");
        requireNonNull(binding, "binding is null");
        requireNonNull(identity, "identity is null");
    }

    /**
     * Namespace of the assignment that writes this grant down: the identity's own when it serves no other, else the
     * literal {@code default} (spec aad-pod-identity §1.5).
     */
    public String assignmentNamespace(boolean namespacedMode) {
        return namespacedMode || identity.namespaced() ? identity.key().namespace() : "default";
    }
}
