package io.podpass.agent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every few seconds whether the API server still tells of changes, and says in the log when that has changed. */
final class WatchMonitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WatchMonitor.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    /** What was said last; each is said once. */
    private enum Said {
        NOTHING,
        UNREAD,
        CURRENT,
        AWAY,
        OUTDATED
    }

    private final BooleanSupplier synced;
    private final Supplier<Optional<String>> interruption;
    private final Clock clock;
    private final Instant started;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile WatchState state = WatchState.UNREAD;
    private Said said = Said.NOTHING;

    /** {@code interruption} is empty while changes are being told, else why they are not. */
    WatchMonitor(BooleanSupplier synced, Supplier<Optional<String>> interruption, Clock clock) {
        this.synced = synced;
        this.interruption = interruption;
        this.clock = clock;
        this.started = clock.instant();
    }

    WatchMonitor start() {
        Thread.ofVirtual().name("podpass-watch-monitor").start(this::run);
        return this;
    }

    /** As of the last look. */
    WatchState state() {
        return state;
    }

    private void run() {
        try {
            do {
                look();
            } while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void look() {
        var now = clock.instant();
        var problem = interruption.get();
        var since = problem.map(_ -> state.interruptedSince().orElse(now));
        state = new WatchState(synced.getAsBoolean(), state.synced() ? since : Optional.empty(), problem);
        say(now);
    }

    private void say(Instant now) {
        var what = what(now);
        if (what == said) {
            return;
        }
        var why = state.problem().orElse("");
        switch (what) {
            case UNREAD ->
                LOG.atWarn()
                        .addKeyValue("problem", why)
                        .log("the node's pods cannot be read yet: every request for a token is refused until then");
            case CURRENT ->
                LOG.atInfo().log(
                        said == Said.AWAY || said == Said.OUTDATED
                                ? "the API server is back"
                                : "the node's pods have been read");
            case AWAY ->
                LOG.atWarn()
                        .addKeyValue("problem", why)
                        .addKeyValue("trustedForSeconds", WatchState.TRUSTED_FOR.toSeconds())
                        .log("the API server is away: requests are answered by what was read before");
            case OUTDATED ->
                LOG.atError()
                        .addKeyValue("problem", why)
                        .log("the API server is away for too long: every request for a token is refused");
            case NOTHING -> throw new IllegalStateException("nothing is not said");
        }
        said = what;
    }

    private Said what(Instant now) {
        if (!state.synced()) {
            return now.isBefore(started.plus(WatchState.PATIENCE)) ? said : Said.UNREAD;
        }
        if (state.outdated(now)) {
            return Said.OUTDATED;
        }
        if (state.away(now)) {
            return Said.AWAY;
        }
        // An interruption that is not long enough to tell of leaves things as they were said to be.
        return state.problem().isEmpty() || said == Said.NOTHING || said == Said.UNREAD ? Said.CURRENT : said;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
