package io.podpass.check;

import io.podpass.core.ExceptionRule;
import io.podpass.core.FindingKind;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Exceptions let pods use every identity of their host; users must not be able to become such pods. */
final class ExceptionsRule implements Rule {
    private static final Set<String> SYSTEM =
            Set.of("kube-system", "gatekeeper-system", "calico-system", "tigera-operator", "aks-istio-system");

    /** The controller's own, which releases of AAD Pod Identity put into whatever namespace they are in. */
    private static final Set<Map.Entry<String, String>> CONTROLLER = Set.of(
            Map.entry("app", "mic"), Map.entry("component", "mic"), Map.entry("app.kubernetes.io/component", "mic"));

    @Override
    public Stream<Observation> inspect(World world) {
        return Objects.of(world).exceptions().entrySet().stream()
                .filter(entry -> isOpen(entry.getValue()))
                .map(entry -> Observation.of(
                        FindingKind.EXCEPTION_IN_USER_NAMESPACE,
                        entry.getKey(),
                        "whoever may make pods in namespace "
                                + entry.getValue().key().namespace() + " may use every identity of the hosts",
                        "list what it needs in spec.clientIDs, or bind an identity to those pods instead"));
    }

    private static boolean isOpen(ExceptionRule rule) {
        return rule.clientIds().isEmpty()
                && !rule.labels().isEmpty()
                && !SYSTEM.contains(rule.key().namespace())
                && !CONTROLLER.containsAll(rule.labels().entrySet());
    }
}
