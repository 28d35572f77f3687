package io.podpass.agent;

import io.podpass.core.Assignment;
import io.podpass.core.ObjectKey;
import io.podpass.core.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/** What the agent knows of its node: the pods on it and their assignments, as fresh as the watches are. */
interface NodeView extends AutoCloseable {
    /** Whether pods and assignments have been read once. */
    boolean synced();

    /** Returns once {@link #synced} is true; throws {@link AgentException} naming what could not be read, and why. */
    void awaitSynced(Duration limit) throws InterruptedException;

    /** Every pod of this node with that address in {@code status.podIPs}: living, finished and hostNetwork ones. */
    Collection<Pod> podsByAddress(String address);

    Collection<Assignment> assignmentsOf(ObjectKey pod);

    /** Goes up with each change; read it before looking, so that {@link #awaitChange} misses nothing. */
    long version();

    /** Returns when the version is no longer {@code seen}, or at the deadline, whichever is first. */
    void awaitChange(long seen, Instant deadline) throws InterruptedException;

    /** Stops reading. */
    @Override
    void close();
}
