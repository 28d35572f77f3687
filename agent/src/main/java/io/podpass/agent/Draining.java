package io.podpass.agent;

import io.podpass.http.HttpListener;
import io.podpass.http.Reply;
import io.podpass.http.Request;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the requests that are being answered, so that the agent can stop between them. Once it is told to stop, what
 * comes is answered so by the rules, and SDKs ask again. Safe for use by many threads.
 */
final class Draining implements HttpListener.Handler {
    /** How a request is answered, while the agent stops and while it does not. */
    @FunctionalInterface
    interface Rules {
        Reply answer(MetadataRequest request, boolean stopping) throws InterruptedException;
    }

    /** Kubernetes gives a pod 30 s by default from the signal to its end. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Draining.class);

    private final Rules rules;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private volatile boolean stopping;

    Draining(Rules rules) {
        this.rules = rules;
    }

    @Override
    public Reply answer(Request request) throws InterruptedException {
        // Counted before the look, so that whoever waits for none cannot miss one that has passed it.
        inFlight.incrementAndGet();
        try {
            return rules.answer(MetadataRequest.of(request), stopping);
        } finally {
            if (inFlight.decrementAndGet() == 0 && stopping) {
                tell();
            }
        }
    }

    @Override
    public Reply stopping() {
        return Replies.refusal(Refusal.stopping(), false);
    }

    @Override
    public Reply broken() {
        return Replies.refusal(Refusal.broken(), false);
    }

    /** From now on nothing new is begun. */
    void stop() {
        stopping = true;
    }

    boolean stopped() {
        return stopping;
    }

    int inFlight() {
        return inFlight.get();
    }

    /** Returns once no request is being answered any more, or after {@link #LIMIT}. */
    void awaitNone() {
        lock.lock();
        try {
            var left = LIMIT.toNanos();
            while (inFlight.get() > 0 && left > 0) {
                left = none.awaitNanos(left);
            }
            if (inFlight.get() > 0) {
                LOG.atWarn().addKeyValue("requests", inFlight.get()).log("stopping in the middle of requests");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void tell() {
        lock.lock();
        try {
            none.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
