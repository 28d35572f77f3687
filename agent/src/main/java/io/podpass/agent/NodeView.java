package io.podpass.agent;

import io.podpass.core.Assignment;
import io.podpass.core.ExceptionRule;
import io.podpass.core.Identity;
import io.podpass.core.ObjectKey;
import io.podpass.core.Pod;
import io.podpass.kube.IpAddresses;
import io.podpass.kube.Secrets;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** What the agent knows of its node: the pods on it, their assignments, and exceptions, as fresh as the watches are. */
interface NodeView extends AutoCloseable {
    /** Whether everything has been read, and not so long ago that it is {@link WatchState#outdated}. */
    boolean synced();

    /** Returns once {@link #synced} is true; throws {@link AgentException} naming what could not be read, and why. */
    void awaitSynced(Duration limit) throws InterruptedException;

    /** How current this is. A view that reads from nowhere is current once it has been read. */
    default WatchState watch() {
        return synced() ? WatchState.CURRENT : WatchState.UNREAD;
    }

    /**
     * Every pod of this node with that address in {@code status.podIPs}: living, finished and hostNetwork ones. The
     * address is in the form of {@link IpAddresses}.
     */
    Collection<Pod> podsByAddress(String address);

    /** The pod of this node with that name, in any phase. */
    Optional<Pod> pod(ObjectKey key);

    Collection<ExceptionRule> exceptionsIn(String namespace);

    Collection<Assignment> assignmentsOf(Pod pod);

    /** Every identity that some pod of this node may be granted. Costs a look at all assignments. */
    Set<Identity> identities();

    /** Changes of pods that have or had the address, from now on. Subscribe, then look, then wait: none is missed. */
    Subscription changesAt(String address);

    /** Changes of the pod, its assignments and the exceptions of its namespace. Used as {@link #changesAt}. */
    Subscription changesOf(Pod pod);

    /** The Secrets of the cluster. They are not watched: each is read when it is needed. */
    Secrets secrets();

    /** Ends every wait, and each that would begin, with an InterruptedException. What never waits has nothing to end. */
    default void endWaits() {}

    /** Stops reading. */
    @Override
    void close();
}
