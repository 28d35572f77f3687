package io.podpass.core;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An {@code AzurePodIdentityException}: pods of its own namespace that have any one of its labels are answered with
 * identities of the host (spec aad-pod-identity §1.6).
 *
 * @param clientIds the identities that it opens; empty where it has no such list and opens every one of the host's
 */
public record ExceptionRule(ObjectKey key, Map<String, String> labels, Optional<Set<String>> clientIds) {
    public ExceptionRule {
        requireNonNull(key, "key is null");
        labels = Map.copyOf(labels);
        clientIds = clientIds.map(
                ids -> ids.stream().map(id -> id.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet()));
    }

    /** Keys of labels are compared with case, their values without. */
    boolean covers(Pod pod) {
        return key.namespace().equals(pod.key().namespace())
                && labels.entrySet().stream()
                        .anyMatch(label ->
                                label.getValue().equalsIgnoreCase(pod.labels().get(label.getKey())));
    }

    boolean opens(String clientId) {
        return clientIds.isEmpty() || clientIds.get().contains(clientId.toLowerCase(Locale.ROOT));
    }
}
