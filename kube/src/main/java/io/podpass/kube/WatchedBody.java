package io.podpass.kube;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The body of a watch, which is broken off when it is silent for too long. Passes everything else on as it comes. */
final class WatchedBody<T> implements BodySubscriber<T> {
    private final BodySubscriber<T> next;
    private final Silence silence;
    /** What breaks it off is another thread, and signals must not overlap. */
    private final ReentrantLock signals = new ReentrantLock();

    private @Nullable Subscription subscription;

    /** Whoever makes it calls {@link #breakOff} when the silence is too long. */
    WatchedBody(BodySubscriber<T> next, Silence silence) {
        this.next = next;
        this.silence = silence;
    }

    void breakOff(Throwable reason) {
        signals.lock();
        try {
            if (subscription != null) {
                subscription.cancel();
            }
            next.onError(reason);
        } finally {
            signals.unlock();
        }
    }

    @Override
    public CompletionStage<T> getBody() {
        return next.getBody();
    }

    @Override
    public void onSubscribe(Subscription given) {
        signals.lock();
        try {
            subscription = given;
            next.onSubscribe(new Subscription() {
                @Override
                public void request(long count) {
                    given.request(count);
                }

                @Override
                public void cancel() {
                    silence.end();
                    given.cancel();
                }
            });
        } finally {
            signals.unlock();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        signals.lock();
        try {
            if (silence.heard()) {
                next.onNext(bytes);
            }
        } finally {
            signals.unlock();
        }
    }

    @Override
    public void onError(Throwable failure) {
        signals.lock();
        try {
            if (silence.end()) {
                next.onError(failure);
            }
        } finally {
            signals.unlock();
        }
    }

    @Override
    public void onComplete() {
        signals.lock();
        try {
            if (silence.end()) {
                next.onComplete();
            }
        } finally {
            signals.unlock();
        }
    }
}
