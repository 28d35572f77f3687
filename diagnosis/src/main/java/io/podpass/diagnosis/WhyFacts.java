package io.podpass.diagnosis;

import io.podpass.core.Access;
import io.podpass.core.Assignment;
import io.podpass.core.Decision;
import io.podpass.core.Identity;
import io.podpass.core.IdentityRules.Verdict;
import io.podpass.core.ManagedMode;
import io.podpass.core.ObjectKey;
import java.util.List;
import java.util.Optional;

/** What was asked and read, with core's own decision about it: nothing is decided anew here. */
record WhyFacts(
        WhyQuestion question,
        WhyReading reading,
        boolean managed,
        boolean namespacedMode,
        List<Assignment> assignments,
        Decision decision) {
    static WhyFacts of(WhyQuestion question, WhyReading reading) {
        var agents = reading.agents().value().orElse(List.of());
        var managed = agents.stream().anyMatch(AgentPod::managedMode);
        var namespacedMode =
                managed || question.forceNamespaced() || agents.stream().anyMatch(AgentPod::forceNamespaced);
        var assignments = managed
                ? ManagedMode.assignments(reading.pod(), reading.bindings(), key -> usable(reading, key))
                : reading.assignments().stream()
                        .flatMap(verdict -> verdict.readable().stream())
                        .toList();
        return new WhyFacts(
                question,
                reading,
                managed,
                namespacedMode,
                assignments,
                Access.decide(reading.pod(), reading.exceptions(), assignments, question.requested(), namespacedMode));
    }

    Optional<Identity> usable(ObjectKey key) {
        return usable(reading, key);
    }

    private static Optional<Identity> usable(WhyReading reading, ObjectKey key) {
        return reading.identities().get(key) instanceof Verdict.Usable(var identity)
                ? Optional.of(identity)
                : Optional.empty();
    }
}
