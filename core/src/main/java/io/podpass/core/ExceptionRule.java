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
    private static final Set<String> SYSTEM =
            Set.of("kube-system", "gatekeeper-system", "calico-system", "tigera-operator", "aks-istio-system");

    /** The controller's own, which releases of AAD Pod Identity put into whatever namespace they are in. */
    private static final Set<Map.Entry<String, String>> CONTROLLER = Set.of(
            Map.entry("app", "mic"), Map.entry("component", "mic"), Map.entry("app.kubernetes.io/component", "mic"));

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

    /** Whether it opens every identity of the hosts to pods that users, not the cluster, could make. */
    public boolean openToUsers() {
        return clientIds.isEmpty()
                && !labels.isEmpty()
                && !SYSTEM.contains(key.namespace())
                && !CONTROLLER.containsAll(labels.entrySet());
    }
}
