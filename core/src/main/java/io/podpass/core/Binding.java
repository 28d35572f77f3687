package io.podpass.core;

import static java.util.Objects.requireNonNull;

/**
 * An {@code AzureIdentityBinding}: pods whose label {@code aadpodidbinding} equals {@code selector} may use
 * {@code identityName}, an identity of the binding's own namespace.
 *
 * @param weight which identity answers when a pod has several and names none; the heaviest wins
 */
public record Binding(ObjectKey key, String identityName, String selector, int weight) {
    public Binding {
        requireNonNull(key, "key is null");
        requireNonNull(identityName, "identityName is null");
        requireNonNull(selector, "selector is null");
    }

    public ObjectKey identity() {
        return new ObjectKey(key.namespace(), identityName);
    }
}
