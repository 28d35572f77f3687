package io.podpass.check;

import io.podpass.core.Binding;
import io.podpass.core.FindingKind;
import io.podpass.core.IdentityRules.Verdict;
import io.podpass.core.Matching;
import io.podpass.core.Matching.Outcome;
import io.podpass.core.Pod;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Identities, bindings and pods that do not come together, by core's own matching. */
final class BindingRule implements Rule {
    @Override
    public Stream<Observation> inspect(World world) {
        var objects = Objects.of(world);
        return Stream.of(
                        objects.identities().entrySet().stream()
                                .flatMap(entry -> invalid(entry.getKey(), entry.getValue())),
                        objects.bindings().entrySet().stream()
                                .flatMap(entry -> binding(objects, entry.getKey(), entry.getValue()).stream()),
                        objects.bindings().entrySet().stream()
                                .flatMap(entry -> unmatched(objects, entry.getKey(), entry.getValue()).stream()),
                        objects.pods().entrySet().stream()
                                .flatMap(entry -> pod(objects, entry.getKey(), entry.getValue())))
                .flatMap(found -> found);
    }

    private static Stream<Observation> invalid(Manifest manifest, Verdict verdict) {
        return verdict instanceof Verdict.Invalid(var _, var problem)
                ? Stream.of(Observation.of(
                        FindingKind.IDENTITY_INVALID,
                        manifest,
                        problem,
                        "until then it counts as if it were not there"))
                : Stream.of();
    }

    private static Optional<Observation> binding(Objects objects, Manifest manifest, Binding binding) {
        if (binding.identityName().isEmpty() || binding.selector().isEmpty()) {
            return Optional.of(Observation.of(
                    FindingKind.BINDING_EMPTY,
                    manifest,
                    (binding.identityName().isEmpty() ? "spec.azureIdentity" : "spec.selector")
                            + " is empty, so it binds nothing",
                    "set both: the identity's name, and the value of the pods' label " + Pod.LABEL));
        }
        if (objects.hasIdentity(binding.identity())) {
            return Optional.empty();
        }
        var elsewhere = objects.identities().keySet().stream()
                .map(Manifest::key)
                .filter(key -> key.name().equals(binding.identityName()))
                .map(Object::toString)
                .sorted()
                .collect(Collectors.joining(", "));
        return Optional.of(
                elsewhere.isEmpty()
                        ? Observation.of(
                                FindingKind.IDENTITY_NOT_SEEN,
                                manifest,
                                "its identity " + binding.identity() + " is not in these files",
                                "make an AzureIdentity " + binding.identityName() + " in namespace "
                                        + binding.key().namespace() + ", if there is none")
                        : Observation.of(
                                FindingKind.IDENTITY_IN_OTHER_NAMESPACE,
                                manifest,
                                "it looks for identity " + binding.identity() + ", but there is only " + elsewhere,
                                "put the binding into the identity's namespace: pods may be in any"));
    }

    private static Optional<Observation> unmatched(Objects objects, Manifest manifest, Binding binding) {
        var selector = binding.selector();
        return selector.isEmpty()
                        || objects.pods().isEmpty()
                        || objects.pods().values().stream()
                                .anyMatch(pod -> pod.selector().equals(selector))
                ? Optional.empty()
                : Optional.of(Observation.of(
                        FindingKind.SELECTOR_WITHOUT_PODS,
                        manifest,
                        "no pod of these files has the label " + Pod.LABEL + "=" + selector,
                        "it is compared as it is, with case: set the label in the pod template, or mend the selector"));
    }

    private static Stream<Observation> pod(Objects objects, Manifest manifest, Pod pod) {
        if (pod.selector().isEmpty()) {
            return Stream.of();
        }
        if (pod.hostNetwork()) {
            return Stream.of(Observation.of(
                    FindingKind.HOST_NETWORK_LABELLED,
                    manifest,
                    "its pods are on the host network and have the label " + Pod.LABEL + "=" + pod.selector()
                            + ": nobody can tell their requests from the host's",
                    "take hostNetwork away, or the label"));
        }
        if (objects.bindings().isEmpty()) {
            return Stream.of();
        }
        var matches = Matching.matches(pod, objects.allBindings(), objects::usable, false);
        if (matches.isEmpty()) {
            return Stream.of(Observation.of(
                    FindingKind.LABEL_WITHOUT_BINDING,
                    manifest,
                    "no binding of these files has the selector \"" + pod.selector() + "\" of its label " + Pod.LABEL,
                    "it is compared as it is, with case: mend the label, or make a binding"));
        }
        return matches.stream()
                .filter(match -> match.outcome() == Outcome.OTHER_NAMESPACE)
                .map(match -> Observation.of(
                        FindingKind.IDENTITY_SERVES_OTHER_NAMESPACE,
                        manifest,
                        "binding " + match.binding().key() + " matches, but its identity serves namespace "
                                + match.binding().key().namespace() + " only",
                        "make identity and binding in namespace " + pod.key().namespace()
                                + ", or take the annotation aadpodidentity.k8s.io/Behavior away"));
    }
}
