package io.podpass.agent;

import java.time.Clock;
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
    private final Clock clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile RedirectState state;

    private RedirectKeeper(Redirect redirect, Duration interval, Clock clock) {
        this.redirect = redirect;
        this.interval = interval;
        this.clock = clock;
        this.state = RedirectState.installed(clock.instant());
        this.thread = Thread.ofVirtual().name("podpass-redirect").unstarted(this::run);
    }

    /** Installs, then keeps checking. Throws {@link AgentException} when the first attempt fails. */
    static RedirectKeeper start(Redirect redirect, Duration interval, Clock clock) {
        redirect.install();
        var keeper = new RedirectKeeper(redirect, interval, clock);
        keeper.thread.start();
        return keeper;
    }

    /** As of the last check. */
    RedirectState state() {
        return state;
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
            var repaired = redirect.install();
            state = state.found(clock.instant(), repaired);
            if (repaired) {
                LOG.atWarn().addKeyValue("repairs", state.repairs()).log("the redirect was gone or changed: put back");
            }
        } catch (AgentException e) {
            var problem = String.valueOf(e.getMessage());
            state = state.failed(clock.instant(), problem);
            LOG.atError().addKeyValue("problem", problem).log("the redirect could not be checked");
        }
    }

    /** Stops checking; the rules stay. */
    @Override
    public void close() {
        closed.countDown();
    }
}
