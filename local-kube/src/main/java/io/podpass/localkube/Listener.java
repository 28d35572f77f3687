package io.podpass.localkube;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The port. Nothing outside this class knows the HTTP server in use. */
final class Listener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final Duration DRAIN = Duration.ofMillis(300);

    /** Label selectors travel in the request line and grow with the number of names in them. */
    private static final int MAX_LINE = 256 * 1024;

    private final WebServer server;
    private final InetSocketAddress address;

    Listener(InetSocketAddress wanted, Api api) {
        this.server = WebServer.builder()
                .bindAddress(wanted)
                .shutdownGracePeriod(DRAIN)
                .shutdownHook(false)
                .addProtocol(Http1Config.builder()
                        .maxPrologueLength(MAX_LINE)
                        .validatePath(false)
                        .build())
                .routing(HttpRouting.builder().any((request, response) -> answer(api, request, response)))
                .build();
        try {
            server.start();
        } catch (RuntimeException e) {
            throw unavailable(wanted, e);
        }
        // A port that can't be had is logged by the library and not thrown.
        if (server.port() < 0) {
            server.stop();
            throw unavailable(wanted, new BindException(wanted.toString()));
        }
        this.address = new InetSocketAddress(wanted.getAddress(), server.port());
    }

    InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        server.stop();
    }

    private static LocalKubeException unavailable(InetSocketAddress wanted, Exception cause) {
        return new LocalKubeException(
                "can't listen on " + wanted.getHostString() + ":" + wanted.getPort()
                        + ": the address is taken or not of this machine; name another one, or port 0 for a free one",
                cause);
    }

    private static void answer(Api api, ServerRequest request, ServerResponse response) {
        HttpCall call;
        try {
            call = read(request);
        } catch (IllegalArgumentException e) {
            LOG.debug("refused a request that can't be read", e);
            send(
                    response,
                    Reply.of(
                            400,
                            ApiException.badRequest("the request can't be read").status()));
            return;
        }
        if (call.header("upgrade").toLowerCase(Locale.ROOT).equals("websocket")) {
            // Clients that try a WebSocket first take a plain 200 for "not here" and go on with plain HTTP at once;
            // they'd repeat the attempt with growing pauses after a 503.
            send(response, new Reply.Text(200, ""));
            return;
        }
        Reply reply;
        try {
            reply = api.handle(call);
        } catch (RuntimeException e) {
            LOG.error("failed on {} {}", call.method(), call.path(), e);
            reply = Reply.of(500, failure().status());
        }
        send(response, reply);
    }

    private static ApiException failure() {
        return new ApiException(
                500, "InternalError", "Internal error occurred: local-kube failed, its log says why", Json.object());
    }

    private static HttpCall read(ServerRequest request) {
        var headers = new HashMap<String, String>();
        request.headers().stream()
                .forEach(header -> headers.put(header.headerName().lowerCase(), header.values()));
        String body = request.content().hasEntity()
                ? new String(request.content().as(byte[].class), StandardCharsets.UTF_8)
                : "";
        return new HttpCall(
                request.prologue().method().text(),
                segments(request.prologue().uriPath().rawPath()),
                Query.parse(request.prologue().query().rawValue()),
                headers,
                body);
    }

    private static List<String> segments(String path) {
        return Arrays.stream(path.split("/"))
                .filter(segment -> !segment.isEmpty())
                // A plus sign is itself in a path.
                .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
    }

    private static void send(ServerResponse response, Reply reply) {
        switch (reply) {
            case Reply.Document document -> {
                document.warnings()
                        .forEach(warning -> response.headers()
                                .add(HeaderNames.create("Warning"), "299 - \"" + warning.replace("\"", "\\\"") + "\""));
                response.header(HeaderNames.CONTENT_TYPE, "application/json");
                response.status(Status.create(document.status()));
                response.send((Json.write(document.body()) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            case Reply.Text text -> {
                response.header(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
                response.status(Status.create(text.status()));
                response.send(text.body().getBytes(StandardCharsets.UTF_8));
            }
            case Reply.Stream stream -> stream(response, stream);
        }
    }

    private static void stream(ServerResponse response, Reply.Stream stream) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.status(Status.OK_200);
        try (OutputStream out = response.outputStream()) {
            // Headers go out with the first byte only, and a client waits for them to know that its watch stands:
            // a blank, which no JSON parser minds.
            out.write(' ');
            out.flush();
            stream.lines().writeTo(line -> {
                out.write((Json.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            });
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("a watcher went away", e);
        }
    }
}
