package io.podpass.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.kube.KeyedQueue.Next;
import io.podpass.kube.KeyedQueue.Work;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class KeyedQueueTest {
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5));

    private final ManualTimer timer = new ManualTimer();
    private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();

    @Test
    void neverWorksOnOneKeyTwiceAtOnce() throws InterruptedException {
        var running = ConcurrentHashMap.<Integer>newKeySet();
        var overlapped = new AtomicBoolean();
        var done = new CountDownLatch(1);
        var total = new AtomicInteger();
        try (var queue = this.<Integer>queue(8, key -> {
            overlapped.compareAndSet(false, !running.add(key));
            Thread.onSpinWait();
            running.remove(key);
            if (total.incrementAndGet() >= 1000) {
                done.countDown();
            }
            return Next.DONE;
        })) {
            while (done.getCount() > 0) {
                for (var key = 0; key < 10; key++) {
                    queue.add(key);
                }
                Thread.onSpinWait();
            }
        }
        assertThat(overlapped).isFalse();
    }

    @Test
    void worksOnceMoreWhenAskedForMeanwhile() throws InterruptedException {
        var entered = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        try (var queue = this.<String>queue(1, key -> {
            ran.add(key);
            entered.countDown();
            go.await();
            return Next.DONE;
        })) {
            queue.add("a");
            entered.await();
            queue.add("a");
            queue.add("a");
            queue.add("b");
            go.countDown();

            assertThat(List.of(next(), next(), next())).containsExactly("a", "b", "a");
        }
        assertThat(ran).isEmpty();
    }

    @Test
    void keysDoNotWaitForEachOther() throws InterruptedException {
        var stuck = new CountDownLatch(1);
        try (var queue = this.<String>queue(2, key -> {
            if (key.equals("stuck")) {
                stuck.await();
            }
            ran.add(key);
            return Next.DONE;
        })) {
            queue.add("stuck");
            queue.add("free");

            assertThat(next()).isEqualTo("free");
            stuck.countDown();
        }
    }

    @Test
    void waitsTwiceAsLongAfterEachFailureUpToALimit() throws InterruptedException {
        try (var queue = this.<String>queue(1, _ -> {
            throw new IllegalStateException("always fails");
        })) {
            queue.add("a");
            for (var failure = 1; failure <= 5; failure++) {
                timer.awaitDelays(failure);
                timer.advance(Duration.ofSeconds(5));
            }
            assertThat(timer.awaitDelays(5).subList(0, 5))
                    .extracting(Duration::toSeconds)
                    .containsExactly(1L, 2L, 4L, 5L, 5L);
        }
    }

    @Test
    void beingAskedForEndsTheWaitAfterAFailure() throws InterruptedException {
        try (var queue = queue(1, recording(Next.RETRY))) {
            queue.add("a");
            timer.awaitDelays(1);
            queue.add("a");
            timer.awaitDelays(2);

            assertThat(ran).containsExactly("a", "a");
        }
    }

    @Test
    void aTimerOfAnEarlierTurnDoesNothing() throws InterruptedException {
        var results = new LinkedBlockingQueue<Next>(List.of(new Next.After(Duration.ofSeconds(9)), Next.DONE));
        var worked = new LinkedBlockingQueue<String>();
        try (var queue = this.<String>queue(1, key -> {
            worked.add(key);
            return results.remove();
        })) {
            queue.add("a");
            timer.awaitDelays(1);
            queue.add("a");
            worked.poll(10, TimeUnit.SECONDS);
            worked.poll(10, TimeUnit.SECONDS);

            timer.advance(Duration.ofSeconds(10));
        }
        assertThat(worked).isEmpty();
    }

    @Test
    @Timeout(30)
    void closingWaitsForWhatRunsAndStartsNothingNew() throws InterruptedException {
        var entered = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var queue = this.<String>queue(1, key -> {
            entered.countDown();
            go.await();
            ran.add(key);
            return Next.DONE;
        });
        queue.add("running");
        entered.await();
        queue.add("waiting");
        var closing = Thread.ofVirtual().start(queue::close);
        // It has closed the queue once it waits for the worker.
        while (closing.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        go.countDown();
        closing.join();
        queue.add("late");

        assertThat(ran).containsExactly("running");
    }

    private Work<String> recording(Next next) {
        return key -> {
            ran.add(key);
            return next;
        };
    }

    private <K> KeyedQueue<K> queue(int workers, Work<K> work) {
        return new KeyedQueue<>("test", workers, BACKOFF, timer, work);
    }

    private String next() throws InterruptedException {
        return ran.poll(10, TimeUnit.SECONDS);
    }
}
