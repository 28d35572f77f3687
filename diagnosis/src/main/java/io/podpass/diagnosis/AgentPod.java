package io.podpass.diagnosis;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.podpass.core.ObjectKey;
import io.podpass.kube.Records;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pod of the agent, ours or the old one, as its labels tell (spec aad-pod-identity §6.2, §6.3).
 *
 * @param args command and arguments of its containers
 */
public record AgentPod(ObjectKey key, String node, boolean ready, List<String> args) {
    /** Of charts, then of the old static manifests. */
    private static final List<String> COMPONENT_LABELS = List.of("app.kubernetes.io/component", "component");

    public AgentPod {
        args = List.copyOf(args);
    }

    static Optional<AgentPod> of(Pod pod) {
        var labels = Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.<String, String>of());
        if (COMPONENT_LABELS.stream().noneMatch(label -> "nmi".equals(labels.get(label)))) {
            return Optional.empty();
        }
        var containers =
                pod.getSpec() == null ? List.<Container>of() : pod.getSpec().getContainers();
        return Optional.of(new AgentPod(
                Records.key(pod),
                pod.getSpec() == null
                        ? ""
                        : Objects.requireNonNullElse(pod.getSpec().getNodeName(), ""),
                ready(pod),
                containers.stream()
                        .flatMap(container ->
                                Stream.concat(container.getCommand().stream(), container.getArgs().stream()))
                        .toList()));
    }

    private static boolean ready(Pod pod) {
        return pod.getStatus() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
    }

    /** No controller writes assignments then: grants follow from the objects at once. */
    boolean managedMode() {
        return args.contains("--operation-mode=managed");
    }

    /** Where it listens; the old default when it is not said (spec aad-pod-identity §2.1). */
    int port() {
        return args.stream()
                .filter(arg -> arg.matches("--nmi-port=[0-9]{1,5}"))
                .map(arg -> Integer.parseInt(arg.substring(arg.indexOf('=') + 1)))
                .findFirst()
                .orElse(2579);
    }

    boolean forceNamespaced() {
        return args.stream().anyMatch(arg -> arg.equals("--forceNamespaced") || arg.equals("--forceNamespaced=true"));
    }

    /** Its operator has said that it is to run on kubenet nodes. */
    boolean allowsKubenet() {
        return args.contains("--allow-network-plugin-kubenet") || args.contains("--allow-network-plugin-kubenet=true");
    }
}
