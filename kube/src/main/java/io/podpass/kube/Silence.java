package io.podpass.kube;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Waits for news from the other end of a line, and says once that there have been none for too long. */
final class Silence {
    static final int LOOKS = 5;

    private enum State {
        LISTENING,
        BROKEN,
        ENDED
    }

    private final Timer timer;
    private final Duration interval;
    private final Runnable ask;
    private final Runnable broken;
    private final AtomicReference<State> state = new AtomicReference<>(State.LISTENING);
    private final AtomicInteger silentLooks = new AtomicInteger();

    private Silence(Timer timer, Duration interval, Runnable ask, Runnable broken) {
        this.timer = timer;
        this.interval = interval;
        this.ask = ask;
        this.broken = broken;
    }

    /**
     * From now on. {@code ask} is called {@link #LOOKS} times within the limit, to let the other end say something;
     * {@code broken} once nothing has come for the limit, and a fifth of it later at the latest.
     */
    static Silence listen(Timer timer, Duration limit, Runnable ask, Runnable broken) {
        var silence = new Silence(timer, limit.dividedBy(LOOKS), ask, broken);
        silence.lookLater();
        return silence;
    }

    private void lookLater() {
        timer.after(interval, this::look);
    }

    private void look() {
        if (silentLooks.incrementAndGet() <= LOOKS) {
            if (state.get() == State.LISTENING) {
                ask.run();
                lookLater();
            }
        } else if (state.compareAndSet(State.LISTENING, State.BROKEN)) {
            broken.run();
        }
    }

    /** Something came. False when it came too late. */
    boolean heard() {
        silentLooks.set(0);
        return state.get() != State.BROKEN;
    }

    /** Nothing more is waited for. False when it was said to be broken before. */
    boolean end() {
        return state.compareAndSet(State.LISTENING, State.ENDED);
    }
}
