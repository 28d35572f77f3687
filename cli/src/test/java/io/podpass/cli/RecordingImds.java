package io.podpass.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** An IMDS that gives a token to whoever asks, as the real one does, and counts the requests of each address. */
final class RecordingImds implements AutoCloseable {
    private static final String TOKEN = "{\"access_token\":\"a-token\",\"refresh_token\":\"\",\"expires_in\":\"86399\","
            + "\"expires_on\":\"1795608000\",\"not_before\":\"1795521300\",\"resource\":\"https://vault.azure.net\","
            + "\"token_type\":\"Bearer\",\"client_id\":\"c\",\"ext_expires_in\":\"86399\"}";

    private final List<ServerSocket> listeners;
    private final ConcurrentMap<InetAddress, LongAdder> requests = new ConcurrentHashMap<>();

    RecordingImds(List<ServerSocket> listeners) {
        this.listeners = listeners;
        listeners.forEach(listener -> Thread.ofVirtual().start(() -> acceptAll(listener)));
    }

    /** How often that address has called directly. */
    long requestsFrom(InetAddress caller) {
        var count = requests.get(caller);
        return count == null ? 0 : count.sum();
    }

    private void acceptAll(ServerSocket listener) {
        while (!listener.isClosed()) {
            try {
                var caller = listener.accept();
                Thread.ofVirtual().start(() -> answerAll(caller));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void answerAll(Socket caller) {
        try (caller;
                var lines = new BufferedReader(
                        new InputStreamReader(caller.getInputStream(), StandardCharsets.ISO_8859_1))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    requests.computeIfAbsent(caller.getInetAddress(), _ -> new LongAdder())
                            .increment();
                    caller.getOutputStream().write(RawCall.answer(TOKEN).getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        } catch (IOException _) {
            // Callers are killed and connections cut; what counts has been counted.
        }
    }

    @Override
    public void close() throws IOException {
        for (var listener : listeners) {
            listener.close();
        }
    }
}
