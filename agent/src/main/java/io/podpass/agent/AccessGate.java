package io.podpass.agent;

import io.podpass.core.Access;
import io.podpass.core.Assignment;
import io.podpass.core.Decision;
import io.podpass.core.Decision.Allowed;
import io.podpass.core.Decision.Excepted;
import io.podpass.core.Decision.Pending;
import io.podpass.core.Decision.Permitted;
import io.podpass.core.Decision.Reason;
import io.podpass.core.Decision.Refused;
import io.podpass.core.ExceptionRule;
import io.podpass.core.Pod;
import io.podpass.core.RequestedIdentity;
import io.podpass.http.Peer;
import java.time.Clock;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Asks {@link Access} with what the node knows at this moment, and again at each change while the answer is "not yet" and
 * the budget lasts. The rule itself is not here. A caller is looked up anew each time, and throws {@link RefusedException}
 * once it is another.
 */
final class AccessGate {
    private final NodeView view;
    private final Function<Pod, Collection<ExceptionRule>> exceptions;
    private final Clock clock;
    private final Waits waits;
    private final boolean namespacedMode;

    /** {@code exceptions} are those that are consulted for a pod: none, where exceptions do not count. */
    AccessGate(
            NodeView view,
            Function<Pod, Collection<ExceptionRule>> exceptions,
            Clock clock,
            Waits waits,
            boolean namespacedMode) {
        this.view = view;
        this.exceptions = exceptions;
        this.clock = clock;
        this.waits = waits;
        this.namespacedMode = namespacedMode;
    }

    /** By what the pod may have a token. Throws {@link RefusedException} for every other outcome. */
    Permitted await(Peer peer, Supplier<Pod> caller, RequestedIdentity requested) throws InterruptedException {
        return switch (decide(caller, requested)) {
            case Permitted permitted -> permitted;
            case Refused(var reason) -> throw new RefusedException(Refusal.denied(reason));
            case Pending _ -> awaitChanges(peer, caller, requested);
        };
    }

    private Permitted awaitChanges(Peer peer, Supplier<Pod> caller, RequestedIdentity requested)
            throws InterruptedException {
        var start = clock.instant();
        peer.watch();
        try (var changes = view.changesOf(caller.get())) {
            while (true) {
                switch (decide(caller, requested)) {
                    case Permitted permitted -> {
                        return permitted;
                    }
                    case Refused(var reason) -> throw new RefusedException(Refusal.denied(reason));
                    case Pending(var reason) -> {
                        var deadline = start.plus(reason == Reason.NOT_ATTACHED_YET ? waits.total() : waits.created());
                        if (!clock.instant().isBefore(deadline)) {
                            throw new RefusedException(outOfTime(reason));
                        }
                        changes.await(deadline);
                    }
                }
            }
        }
    }

    /**
     * The last look before a token leaves: fetching it took time, in which the address may have gone to another pod or
     * the grant may have been taken back. What else was granted meanwhile does not matter.
     */
    void confirm(Supplier<Pod> caller, RequestedIdentity requested, Permitted before) {
        switch (decide(caller, requested, assignment -> leadsTo(before, assignment))) {
            case Permitted now when same(now, before) -> {}
            case Refused(var reason) -> throw new RefusedException(Refusal.denied(reason));
            case Permitted _, Pending _ ->
                throw new RefusedException(Refusal.notYet(
                        RefusalReason.GRANT_CHANGED, "the pod's assignments changed while the token was fetched"));
        }
    }

    private Decision decide(Supplier<Pod> caller, RequestedIdentity requested) {
        return decide(caller, requested, _ -> true);
    }

    private Decision decide(Supplier<Pod> caller, RequestedIdentity requested, Predicate<Assignment> counts) {
        var pod = caller.get();
        var assignments = view.assignmentsOf(pod).stream().filter(counts).toList();
        return Access.decide(pod, exceptions.apply(pod), assignments, requested, namespacedMode);
    }

    private static boolean leadsTo(Permitted before, Assignment assignment) {
        return !(before instanceof Allowed(var granted))
                || assignment.identity().equals(granted.identity());
    }

    /** Whether both lead to the same token. */
    private static boolean same(Permitted one, Permitted other) {
        return switch (one) {
            case Allowed(var assignment) ->
                other instanceof Allowed(var before) && assignment.identity().equals(before.identity());
            case Excepted _ -> one.equals(other);
        };
    }

    /** A pod that has assignments but none for what it names has asked for something it was never given: that is final. */
    private static Refusal outOfTime(Reason reason) {
        return reason == Reason.NOT_GRANTED ? Refusal.denied(reason) : Refusal.notYet(reason);
    }
}
