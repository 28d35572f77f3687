package io.podpass.agent;

import java.time.Instant;

/** The changes that concern one waiting request. Used by one thread; must be closed. */
interface Subscription extends AutoCloseable {
    /** True at the first change since the last return, at once if there was one; false at the deadline. */
    boolean await(Instant deadline) throws InterruptedException;

    @Override
    void close();
}
