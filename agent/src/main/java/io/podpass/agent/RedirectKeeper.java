package io.podpass.agent;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the redirect back when somebody has taken it away: other programs of the node write the same tables. */
final class RedirectKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedirectKeeper.class);

    private final Redirect redirect;
    private final Duration interval;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private RedirectKeeper(Redirect redirect, Duration interval) {
        this.redirect = redirect;
        this.interval = interval;
        this.thread = Thread.ofVirtual().name("podpass-redirect").unstarted(this::run);
    }

    /** Installs, then keeps checking. Throws {@link AgentException} when the first attempt fails. */
    static RedirectKeeper start(Redirect redirect, Duration interval) {
        redirect.install();
        var keeper = new RedirectKeeper(redirect, interval);
        keeper.thread.start();
        return keeper;
    }

    private void run() {
        try {
            while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                check();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void check() {
        try {
            redirect.install();
        } catch (AgentException e) {
            LOG.atError().addKeyValue("problem", e.getMessage()).log("the redirect could not be checked");
        }
    }

    /** Stops checking; the rules stay. */
    @Override
    public void close() {
        closed.countDown();
    }
}
