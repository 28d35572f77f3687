package io.podpass.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ErrorHandling;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnectionSelector;
import io.podpass.kube.Timer;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP in and out. Paths go to the {@link Handler} as they stood in the request line. Callers may be hostile: what they can
 * hold of a node is bounded by {@link ConnectionLimits}, and what is no request is answered without asking anybody.
 */
public final class HttpListener implements AutoCloseable {
    /** What the server asks for each request; interrupted when the caller hangs up or the server closes. */
    @FunctionalInterface
    public interface Handler {
        Reply answer(Request request) throws InterruptedException;

        /** For a request that was interrupted since the listener closes. */
        default Reply stopping() {
            return Reply.plain(503, "stopping");
        }

        /** For a request whose answer failed in a way that nobody foresaw. */
        default Reply broken() {
            return Reply.plain(500, "failed: see the log");
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);
    /** Nobody reads bodies: this is what is thrown away so that a connection can be kept. */
    private static final int MAX_BODY_BYTES = 64 * 1024;

    private final Handler handler;
    private final CallerConnections connections;
    private final Timer timer = Timer.real();
    private final WebServer server;

    private HttpListener(InetSocketAddress listen, Handler handler, ConnectionLimits limits) {
        this.handler = handler;
        this.connections = new CallerConnections(http(), limits, System::nanoTime);
        this.server = WebServer.builder()
                .address(listen.getAddress())
                .port(listen.getPort())
                .shutdownHook(false)
                .maxPayloadSize(MAX_BODY_BYTES)
                // For our handler, which sends none of it.
                .errorHandling(ErrorHandling.builder().includeEntity(true).build())
                .directHandlers(refusals())
                // A filter sees every request before the router has an opinion of its own about its path.
                .addRouting(HttpRouting.builder().addFilter((chain, request, response) -> handle(request, response)))
                // The only way in: with a second one the server reads before it asks which of them it should take, and
                // whoever sends nothing would not be seen here.
                .protocolsDiscoverServices(false)
                .addConnectionSelector(connections)
                .build();
    }

    private static DirectHandlers refusals() {
        var handlers = DirectHandlers.builder();
        for (var type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, new RefusedRequests());
        }
        return handlers.build();
    }

    private static ServerConnectionSelector http() {
        return Http1ConnectionSelector.builder()
                .config(Http1Config.builder()
                        // The server's own checks would refuse spellings that must be answered in our way.
                        .validatePath(false)
                        .validatePrologue(false)
                        .maxPrologueLength(RequestHead.MAX_LINE_BYTES)
                        .maxHeadersSize(RequestHead.MAX_HEADER_BYTES)
                        // It would log answers whole, tokens included, at its debug level.
                        .log(log -> log.receiveLog(false).sendLog(false))
                        .build())
                .build();
    }

    /** {@code listen} with port 0 lets the system choose one. Throws {@link ListenException} when it can't be had. */
    public static HttpListener start(InetSocketAddress listen, Handler handler, ConnectionLimits limits) {
        var listener = new HttpListener(listen, handler, limits);
        listener.server.start();
        // The server logs a port that it can't have and says nothing of it to whoever started it.
        if (!listener.server.isRunning() || listener.server.port() < 0) {
            listener.close();
            throw new ListenException(
                    "cannot listen on port " + listen.getPort() + ": it is taken or the address is not this machine's");
        }
        listener.connections.sweepOn(listener.timer);
        return listener;
    }

    public int port() {
        return server.port();
    }

    private void handle(ServerRequest request, ServerResponse response) {
        var caller = CallerConnection.of(request);
        var last = caller.old() || request.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
        caller.begin();
        Reply reply;
        boolean there;
        try {
            reply = handler.answer(read(request, caller));
        } catch (InterruptedException _) {
            // The server is closing. Should it be the caller that went, nobody reads this.
            reply = handler.stopping();
            last = true;
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a request failed");
            reply = handler.broken();
        } finally {
            there = caller.end();
        }
        if (!there) {
            throw new CloseConnectionException("the caller hung up before it was answered");
        }
        if (last) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        caller.writing();
        send(reply, request, response);
        caller.written(request.content().hasEntity());
        if (last) {
            // The server leaves the connection open otherwise, and clients that read to its end would hang.
            throw new CloseConnectionException("the caller wants no further answer on it");
        }
    }

    private static Request read(ServerRequest request, Peer peer) {
        var prologue = request.prologue();
        return new Request(
                prologue.method().text(),
                prologue.uriPath().rawPath(),
                prologue.query().rawValue(),
                name -> header(request, HeaderNames.create(name)),
                peer);
    }

    private static Optional<String> header(ServerRequest request, HeaderName name) {
        return request.headers().contains(name)
                ? Optional.of(request.headers().get(name).get())
                : Optional.empty();
    }

    private static void send(Reply reply, ServerRequest request, ServerResponse response) {
        response.status(reply.status());
        response.header(HeaderNames.CONTENT_TYPE, reply.contentType());
        reply.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
        if (request.prologue().method().equals(Method.HEAD)) {
            // What followed the headers would be taken for the next answer.
            response.send();
        } else {
            response.send(reply.body());
        }
    }

    @Override
    public void close() {
        timer.close();
        server.stop();
    }
}
