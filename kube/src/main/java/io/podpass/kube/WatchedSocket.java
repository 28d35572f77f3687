package io.podpass.kube;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The listener of a watch's WebSocket, which is broken off when it is silent for too long. */
final class WatchedSocket implements WebSocket.Listener {
    private final WebSocket.Listener next;
    private final Silence silence;
    private volatile @Nullable WebSocket socket;

    /** Whoever makes it calls {@link #breakOff} when the silence is too long. */
    WatchedSocket(WebSocket.Listener next, Silence silence) {
        this.next = next;
        this.silence = silence;
    }

    /** Lets the server say something: a pong, if nothing else. */
    void ping() {
        var open = socket;
        if (open != null && !open.isOutputClosed()) {
            // Should the last one not be sent yet, this one fails, and either will do.
            var _ = open.sendPing(ByteBuffer.allocate(0));
        }
    }

    /** Nothing is told to listeners after an abort, so the failure does not overlap with what came before. */
    void breakOff(Throwable reason) {
        var open = socket;
        if (open != null) {
            open.abort();
            next.onError(open, reason);
        }
    }

    @Override
    public void onOpen(WebSocket opened) {
        socket = opened;
        next.onOpen(opened);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        return silence.heard() ? next.onText(from, data, last) : null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        return silence.heard() ? next.onBinary(from, data, last) : null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
        return silence.heard() ? next.onPing(from, message) : null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
        return silence.heard() ? next.onPong(from, message) : null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        return silence.end() ? next.onClose(from, status, reason) : null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        if (silence.end()) {
            next.onError(from, failure);
        }
    }
}
