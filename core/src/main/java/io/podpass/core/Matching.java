package io.podpass.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which identities a pod may use (spec aad-pod-identity §3.5, §1.4). A binding matches by plain equality of one label
 * value, never by a selector expression, and resolves its identity in its own namespace.
 */
public final class Matching {
    /** The heaviest first: of two bindings of one identity it is the one that is written down, and so its weight. */
    private static final Comparator<Binding> ORDER =
            Comparator.comparingInt(Binding::weight).reversed().thenComparing(Binding::key);

    private Matching() {}

    /** Why a binding that carries the pod's label value gives it nothing, or {@link #GRANTED}. */
    public enum Outcome {
        GRANTED,
        IDENTITY_MISSING,
        OTHER_NAMESPACE,
        /** Another binding grants this identity: the heaviest does, of equal ones the first by namespace and name. */
        SAME_IDENTITY
    }

    public record Match(Binding binding, Outcome outcome, Optional<Grant> grant) {}

    /** The grants of one pod, the heaviest binding's first, then in the order of the bindings' namespace and name. */
    public static List<Grant> grants(
            Pod pod,
            Collection<Binding> bindings,
            Function<ObjectKey, Optional<Identity>> identities,
            boolean namespacedMode) {
        return matches(pod, bindings, identities, namespacedMode).stream()
                .flatMap(match -> match.grant().stream())
                .toList();
    }

    /** Every binding that names the pod's label value, with what came of it. */
    public static List<Match> matches(
            Pod pod,
            Collection<Binding> bindings,
            Function<ObjectKey, Optional<Identity>> identities,
            boolean namespacedMode) {
        // An absent label is not the empty selector: a binding without a selector must not open an identity to every
        // pod.
        if (pod.selector().isEmpty() || pod.node().isEmpty() || pod.finished()) {
            return List.of();
        }
        var granted = new HashSet<ObjectKey>();
        var matches = new ArrayList<Match>();
        for (var binding : bindings.stream()
                .filter(candidate -> candidate.selector().equals(pod.selector()))
                .sorted(ORDER)
                .toList()) {
            matches.add(match(pod, binding, identities.apply(binding.identity()), namespacedMode, granted));
        }
        return List.copyOf(matches);
    }

    private static Match match(
            Pod pod, Binding binding, Optional<Identity> found, boolean namespacedMode, Set<ObjectKey> granted) {
        if (found.isEmpty()) {
            return new Match(binding, Outcome.IDENTITY_MISSING, Optional.empty());
        }
        var identity = found.get();
        if (!mayServe(identity, pod.key().namespace(), namespacedMode)) {
            return new Match(binding, Outcome.OTHER_NAMESPACE, Optional.empty());
        }
        if (!granted.add(identity.key())) {
            return new Match(binding, Outcome.SAME_IDENTITY, Optional.empty());
        }
        return new Match(binding, Outcome.GRANTED, Optional.of(new Grant(pod, binding, identity)));
    }

    /** Whether an identity may serve pods of a namespace; asked again by the agent at the moment of each request. */
    static boolean mayServe(Identity identity, String podNamespace, boolean namespacedMode) {
        var ownNamespaceOnly = namespacedMode || identity.namespaced();
        return !ownNamespaceOnly || identity.key().namespace().equals(podNamespace);
    }
}
