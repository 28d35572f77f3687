package io.podpass.azure;

import java.time.Duration;

/** Lets time pass between two tries. Tests pass one that moves their clock instead. */
@FunctionalInterface
public interface Pause {
    /** Returns after {@code duration}; throws {@link InterruptedException} when the thread is interrupted meanwhile. */
    void pause(Duration duration) throws InterruptedException;

    /** The one that really waits. */
    static Pause real() {
        return new ParkedPause();
    }
}
