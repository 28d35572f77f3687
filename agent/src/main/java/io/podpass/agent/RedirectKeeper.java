package io.podpass.agent;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the redirect back when somebody has taken it away: other programs of the node write the same tables. It looks at the
 * interval, and at once when the kernel tells of a change; where the kernel tells nothing, every two seconds.
 */
final class RedirectKeeper implements AutoCloseable {
    /** How soon a flush is noticed where nobody tells of it. */
    static final Duration UNTOLD = Duration.ofSeconds(2);

    /** A look at large tables takes long: waiting so many times as long keeps it at 1 % of one processor. */
    private static final int REST_UNTOLD = 100;

    /** The same while others change the rules without end: 5 %. */
    private static final int REST_TOLD = 20;

    private static final Logger LOG = LoggerFactory.getLogger(RedirectKeeper.class);

    private final Redirect redirect;
    private final Supplier<InetSocketAddress> target;
    private final RulesetEvents events;
    private final Duration interval;
    private final Clock clock;
    private final Semaphore wake = new Semaphore(0);
    private final Semaphore closed = new Semaphore(0);
    private volatile RedirectState state;

    private RedirectKeeper(
            Redirect redirect,
            Supplier<InetSocketAddress> target,
            RulesetEvents events,
            Duration interval,
            Clock clock) {
        this.redirect = redirect;
        this.target = target;
        this.events = events;
        this.interval = interval;
        this.clock = clock;
        this.state = RedirectState.installed(clock.instant());
    }

    /** Installs, then keeps checking. Throws {@link AgentException} when the first attempt fails. */
    static RedirectKeeper start(
            Redirect redirect,
            Supplier<InetSocketAddress> target,
            RulesetEvents events,
            Duration interval,
            Clock clock) {
        redirect.install(target.get());
        var keeper = new RedirectKeeper(redirect, target, events, interval, clock);
        events.start(keeper.wake::release);
        Thread.ofVirtual().name("podpass-redirect").start(keeper::run);
        return keeper;
    }

    /** As of the last check. */
    RedirectState state() {
        return state;
    }

    private void run() {
        try {
            var cost = Duration.ZERO;
            while (!endsWithin(cost.multipliedBy(REST_TOLD))) {
                if (wake.tryAcquire(patience(cost).toMillis(), TimeUnit.MILLISECONDS)) {
                    // One look answers for all changes until now.
                    wake.drainPermits();
                }
                if (closed.availablePermits() > 0) {
                    return;
                }
                var start = System.nanoTime();
                check();
                cost = Duration.ofNanos(System.nanoTime() - start);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean endsWithin(Duration rest) throws InterruptedException {
        return closed.tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Duration patience(Duration cost) {
        if (events.live()) {
            return interval;
        }
        var rest = cost.multipliedBy(REST_UNTOLD);
        var often = rest.compareTo(UNTOLD) > 0 ? rest : UNTOLD;
        return often.compareTo(interval) < 0 ? often : interval;
    }

    private void check() {
        try {
            var repaired = redirect.install(target.get());
            state = state.found(clock.instant(), repaired);
            if (repaired) {
                LOG.atWarn().addKeyValue("repairs", state.repairs()).log("the redirect was gone or changed: put back");
            }
        } catch (AgentException e) {
            LOG.atError().addKeyValue("problem", failed(e)).log("the redirect could not be checked");
        } catch (RuntimeException e) {
            // Without this thread nobody would put the rules back, and nobody would hear of it.
            LOG.atError().addKeyValue("problem", failed(e)).setCause(e).log("the redirect could not be checked");
        }
    }

    private String failed(RuntimeException failure) {
        var problem = String.valueOf(failure.getMessage());
        state = state.failed(clock.instant(), problem);
        return problem;
    }

    /** Stops checking; the rules stay. */
    @Override
    public void close() {
        events.close();
        closed.release();
        wake.release();
    }
}
