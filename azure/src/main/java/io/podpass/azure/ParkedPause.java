package io.podpass.azure;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The only place of this module where a thread waits for time to pass. */
final class ParkedPause implements Pause {
    @Override
    public void pause(Duration duration) throws InterruptedException {
        var end = System.nanoTime() + duration.toNanos();
        var left = duration.toNanos();
        while (left > 0) {
            LockSupport.parkNanos(this, left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            left = end - System.nanoTime();
        }
    }
}
