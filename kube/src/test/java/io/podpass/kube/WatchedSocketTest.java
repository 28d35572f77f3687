package io.podpass.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class WatchedSocketTest {
    private static final Duration LIMIT = Duration.ofSeconds(50);
    private static final Duration LOOK = LIMIT.dividedBy(Silence.LOOKS);

    private final ManualTimer timer = new ManualTimer();
    private final List<String> told = new ArrayList<>();
    private final FakeSocket socket = new FakeSocket();
    private final AtomicReference<WatchedSocket> watched = new AtomicReference<>();

    private void open() {
        var silence = Silence.listen(
                timer, LIMIT, () -> watched.get().ping(), () -> watched.get().breakOff(new IOException("silent")));
        watched.set(new WatchedSocket(
                new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
                        told.add(data.toString());
                        return CompletableFuture.completedFuture(null);
                    }

                    @Override
                    public void onError(WebSocket from, Throwable failure) {
                        told.add("error " + failure.getMessage());
                    }
                },
                silence));
        watched.get().onOpen(socket);
    }

    private void look(int times) {
        for (var i = 0; i < times; i++) {
            timer.advance(LOOK);
        }
    }

    @Test
    void aServerThatAnswersPingsIsThere() {
        open();
        socket.answers = true;
        look(100);

        assertThat(socket.pings).isEqualTo(100);
        assertThat(told).isEmpty();
    }

    @Test
    void aServerThatDoesNotIsBrokenOffOnce() {
        open();
        look(Silence.LOOKS);
        assertThat(told).isEmpty();

        look(10);
        assertThat(told).containsExactly("error silent");
        assertThat(socket.aborted).isTrue();
    }

    @Test
    void newsCountAsWell() {
        open();
        for (var i = 0; i < 10; i++) {
            look(Silence.LOOKS);
            var _ = watched.get().onText(socket, "pod", true);
        }

        assertThat(told).hasSize(10).containsOnly("pod");
    }

    @Test
    void whatComesTooLateIsNotPassedOn() {
        open();
        look(20);
        var _ = watched.get().onText(socket, "late", true);
        watched.get().onError(socket, new IOException("late"));

        assertThat(told).containsExactly("error silent");
    }

    @Test
    void aSocketThatWasClosedIsNotLookedAfter() {
        open();
        var _ = watched.get().onClose(socket, WebSocket.NORMAL_CLOSURE, "");
        look(20);

        assertThat(told).isEmpty();
        assertThat(socket.pings).isZero();
    }

    /** Answers pings when told to. */
    private final class FakeSocket implements WebSocket {
        private boolean answers;
        private boolean aborted;
        private int pings;

        @Override
        public CompletableFuture<WebSocket> sendPing(ByteBuffer message) {
            pings++;
            if (answers) {
                var _ = watched.get().onPong(this, message);
            }
            return CompletableFuture.completedFuture(this);
        }

        @Override
        public void abort() {
            aborted = true;
        }

        @Override
        public boolean isOutputClosed() {
            return false;
        }

        @Override
        public boolean isInputClosed() {
            return false;
        }

        @Override
        public void request(long count) {
            // Nothing is kept back.
        }

        @Override
        public String getSubprotocol() {
            return "";
        }

        @Override
        public CompletableFuture<WebSocket> sendText(CharSequence data, boolean last) {
            throw new UnsupportedOperationException("watches send nothing");
        }

        @Override
        public CompletableFuture<WebSocket> sendBinary(ByteBuffer data, boolean last) {
            throw new UnsupportedOperationException("watches send nothing");
        }

        @Override
        public CompletableFuture<WebSocket> sendPong(ByteBuffer message) {
            throw new UnsupportedOperationException("watches send nothing");
        }

        @Override
        public CompletableFuture<WebSocket> sendClose(int status, String reason) {
            throw new UnsupportedOperationException("watches send nothing");
        }
    }
}
