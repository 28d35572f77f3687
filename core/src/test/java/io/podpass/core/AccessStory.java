package io.podpass.core;

import io.podpass.core.Decision.Allowed;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One caller, one request, assignments with different keys: most of them the caller's, or nearly. */
final class AccessStory {
    final Pod caller;
    final List<ExceptionRule> exceptions;
    final List<Assignment> assignments;
    final RequestedIdentity requested;
    final boolean namespacedMode;

    AccessStory(Seeded seeded) {
        var things = new Things(seeded);
        caller = things.pod();
        assignments = List.copyOf(seeded.several(10, () -> nearlyOf(caller, things.assignment(), seeded)).stream()
                .collect(Collectors.toMap(Assignment::key, Function.identity(), (first, _) -> first))
                .values());
        exceptions = seeded.oneIn(3) ? seeded.several(4, things::exception) : List.of();
        requested = things.requested();
        namespacedMode = seeded.flip();
    }

    Decision decide() {
        return decide(assignments, requested);
    }

    Decision decide(Collection<Assignment> seen, RequestedIdentity asked) {
        return Access.decide(caller, exceptions, seen, asked, namespacedMode);
    }

    Optional<Assignment> allowed() {
        return decide() instanceof Allowed(var assignment) ? Optional.of(assignment) : Optional.empty();
    }

    private static Assignment nearlyOf(Pod pod, Assignment random, Seeded seeded) {
        var binding = random.binding();
        return new Assignment(
                random.key(),
                seeded.oneIn(8) ? random.pod() : pod.key(),
                seeded.oneIn(8) ? random.node() : pod.node(),
                random.identity(),
                seeded.oneIn(8)
                        ? binding
                        : new Binding(binding.key(), binding.identityName(), pod.selector(), binding.weight()),
                random.state(),
                random.objectId(),
                random.deleting());
    }
}
