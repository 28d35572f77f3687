package io.podpass.agent;

import io.podpass.core.Decision;
import io.podpass.core.Pod;
import io.podpass.http.Peer;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;

/** From a source address to the one living pod of this node that has it. Guesses nothing: any doubt is a refusal. */
final class Callers {
    private final NodeView view;
    private final Clock clock;
    private final Duration wait;
    private final Set<String> nodeAddresses;
    private final CallerRoutes routes;

    /** {@code nodeAddresses} are those of the node itself as far as the agent knows them. */
    Callers(NodeView view, Clock clock, Duration wait, Set<String> nodeAddresses, CallerRoutes routes) {
        this.view = view;
        this.clock = clock;
        this.wait = wait;
        this.nodeAddresses = Set.copyOf(nodeAddresses);
        this.routes = routes;
    }

    /**
     * Waits for a pod that is not known yet: its address reaches the watch a moment after its first request. Throws
     * {@link RefusedException}.
     */
    Pod find(Peer peer) throws InterruptedException {
        var address = peer.address();
        if (nodeAddresses.contains(address)) {
            throw new RefusedException(Refusal.denied(
                    RefusalReason.NODE_ADDRESS,
                    "requests from the node itself get no pod identity: call from a pod of its own"));
        }
        var living = living(view.podsByAddress(address));
        var pod = only(settled(living) ? living : living(await(peer, pods -> settled(living(pods)))));
        routes.check(address, pod);
        return pod;
    }

    /**
     * Refuses whoever is neither the node nor a pod of it: the listener may be on an address that others reach. Which pod
     * it is, and what state it is in, does not matter here. Waits as {@link #find}; throws {@link RefusedException}.
     */
    void admit(Peer peer) throws InterruptedException {
        if (!nodeAddresses.contains(peer.address())
                && view.podsByAddress(peer.address()).isEmpty()) {
            await(peer, pods -> !pods.isEmpty());
        }
    }

    /** What has not been read yet may be a second pod at the address, or an exception that covers this one. */
    private boolean settled(Collection<Pod> living) {
        return !living.isEmpty() && view.synced();
    }

    /** The pods of the address, once they are enough. */
    private Collection<Pod> await(Peer peer, Predicate<Collection<Pod>> enough) throws InterruptedException {
        var deadline = clock.instant().plus(wait);
        peer.watch();
        try (var changes = view.changesAt(peer.address())) {
            while (true) {
                var pods = view.podsByAddress(peer.address());
                if (enough.test(pods)) {
                    return pods;
                }
                if (!clock.instant().isBefore(deadline)) {
                    throw new RefusedException(absent(pods));
                }
                changes.await(deadline);
            }
        }
    }

    /** Whoever calls from the peer's address. */
    Caller at(Peer peer) {
        return new Caller() {
            @Override
            public Pod find() throws InterruptedException {
                return Callers.this.find(peer);
            }

            @Override
            public Pod still(Pod found) {
                return stillAt(peer.address(), found);
            }
        };
    }

    /** The pod as it is now. Throws {@link RefusedException} when another one, or none, has the address by now. */
    Pod stillAt(String address, Pod pod) {
        var living = living(view.podsByAddress(address));
        if (living.size() != 1 || !living.iterator().next().uid().equals(pod.uid())) {
            throw new RefusedException(Refusal.denied(
                    RefusalReason.CALLER_CHANGED,
                    "the pod that asked has left this address while the answer was prepared"));
        }
        return living.iterator().next();
    }

    private static Collection<Pod> living(Collection<Pod> pods) {
        return pods.stream().filter(pod -> !pod.finished()).toList();
    }

    private static Pod only(Collection<Pod> living) {
        if (living.stream().anyMatch(Pod::hostNetwork)) {
            throw new RefusedException(Refusal.denied(Decision.Reason.HOST_NETWORK));
        }
        if (living.size() > 1) {
            // Which pods they are is nobody's business but the administrator's (spec aad-pod-identity §8.1, S10).
            throw new RefusedException(
                    Refusal.denied(RefusalReason.AMBIGUOUS_ADDRESS, "more than one pod of this node has the address"));
        }
        return living.iterator().next();
    }

    private Refusal absent(Collection<Pod> finished) {
        if (!view.synced()) {
            return Refusal.notReady();
        }
        return finished.isEmpty()
                ? Refusal.denied(RefusalReason.UNKNOWN_CALLER, "no pod of this node has the address")
                : Refusal.denied(Decision.Reason.POD_FINISHED);
    }
}
