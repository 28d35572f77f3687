package io.podpass.agent;

import io.podpass.core.Access;
import io.podpass.core.Assignment;
import io.podpass.core.Decision;
import io.podpass.core.Decision.Allowed;
import io.podpass.core.Decision.Pending;
import io.podpass.core.Decision.Reason;
import io.podpass.core.Decision.Refused;
import io.podpass.core.Pod;
import io.podpass.core.RequestedIdentity;
import java.time.Clock;

/**
 * Asks {@link Access} with what the node knows at this moment, and again at each change while the answer is "not yet" and
 * the budget lasts. The rule itself is not here.
 */
final class AccessGate {
    private final NodeView view;
    private final Callers callers;
    private final Clock clock;
    private final Waits waits;
    private final boolean namespacedMode;

    AccessGate(NodeView view, Callers callers, Clock clock, Waits waits, boolean namespacedMode) {
        this.view = view;
        this.callers = callers;
        this.clock = clock;
        this.waits = waits;
        this.namespacedMode = namespacedMode;
    }

    /** The assignment by which the pod may have a token. Throws {@link RefusedException} for every other outcome. */
    Assignment await(String address, Pod caller, RequestedIdentity requested) throws InterruptedException {
        var start = clock.instant();
        while (true) {
            var seen = view.version();
            switch (decide(address, caller, requested)) {
                case Allowed(var assignment) -> {
                    return assignment;
                }
                case Refused(var reason) -> throw new RefusedException(Refusal.denied(reason));
                case Pending(var reason) -> {
                    var deadline = start.plus(reason == Reason.NOT_ATTACHED_YET ? waits.total() : waits.created());
                    if (!clock.instant().isBefore(deadline)) {
                        throw new RefusedException(outOfTime(reason));
                    }
                    view.awaitChange(seen, deadline);
                }
            }
        }
    }

    /**
     * The last look before a token leaves: fetching it took time, in which the address may have gone to another pod or
     * the grant may have been taken back.
     */
    void confirm(String address, Pod caller, RequestedIdentity requested, Assignment granted) {
        switch (decide(address, caller, requested)) {
            case Allowed(var assignment) when assignment.identity().equals(granted.identity()) -> {}
            case Refused(var reason) -> throw new RefusedException(Refusal.denied(reason));
            case Allowed _, Pending _ ->
                throw new RefusedException(
                        Refusal.notYet("grant-changed", "the pod's assignments changed while the token was fetched"));
        }
    }

    private Decision decide(String address, Pod caller, RequestedIdentity requested) {
        var pod = callers.stillAt(address, caller);
        return Access.decide(pod, view.assignmentsOf(pod.key()), requested, namespacedMode);
    }

    /** A pod that has assignments but none for what it names has asked for something it was never given: that is final. */
    private static Refusal outOfTime(Reason reason) {
        return reason == Reason.NOT_GRANTED ? Refusal.denied(reason) : Refusal.notYet(reason);
    }
}
