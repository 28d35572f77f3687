package io.podpass.agent;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** HTTP in and out. Paths go to {@link MetadataRules} as they stood in the request line. */
final class MetadataServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MetadataServer.class);
    private static final HeaderName METADATA = HeaderNames.create("Metadata");

    private final MetadataRules rules;
    private final WebServer server;

    private MetadataServer(InetSocketAddress listen, MetadataRules rules) {
        this.rules = rules;
        this.server = WebServer.builder()
                .address(listen.getAddress())
                .port(listen.getPort())
                .shutdownHook(false)
                // A filter sees every request before the router has an opinion of its own about its path.
                .addRouting(HttpRouting.builder().addFilter((chain, request, response) -> handle(request, response)))
                // The server's own checks would refuse spellings that must be answered in our way.
                .addProtocol(Http1Config.builder()
                        .validatePath(false)
                        .validatePrologue(false)
                        .build())
                .build();
    }

    /** Throws {@link AgentException} when the port is taken. */
    static MetadataServer start(InetSocketAddress listen, MetadataRules rules) {
        var server = new MetadataServer(listen, rules);
        server.server.start();
        // The server logs a port that it can't have and says nothing of it to whoever started it.
        if (!server.server.isRunning() || server.server.port() < 0) {
            server.close();
            var address = listen.getAddress().getHostAddress() + ":" + listen.getPort();
            throw new AgentException("cannot listen on " + address
                    + ": the port is taken or the address is not this node's; stop the other agent, or choose with"
                    + " --nmi-listen-address and --nmi-port");
        }
        return server;
    }

    int port() {
        return server.port();
    }

    private void handle(ServerRequest request, ServerResponse response) {
        var last = request.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
        if (last) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        send(answer(request), response);
        if (last) {
            // The server leaves the connection open otherwise, and clients that read to its end would hang.
            throw new CloseConnectionException("the caller wants no further answer on it");
        }
    }

    private Reply answer(ServerRequest request) {
        try {
            return rules.answer(read(request));
        } catch (InterruptedException _) {
            // The server is closing.
            Thread.currentThread().interrupt();
            return Replies.refusal(Refusal.notReady(), false);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a request failed");
            return Replies.broken();
        }
    }

    private static MetadataRequest read(ServerRequest request) {
        var prologue = request.prologue();
        return new MetadataRequest(
                prologue.method().text(),
                prologue.uriPath().rawPath(),
                prologue.query().rawValue(),
                Optional.of(request.headers())
                        .filter(headers -> headers.contains(METADATA))
                        .map(headers -> headers.get(METADATA).get()),
                request.headers().contains(HeaderNames.X_FORWARDED_FOR),
                address(request));
    }

    private static String address(ServerRequest request) {
        return request.remotePeer().address() instanceof InetSocketAddress peer
                ? peer.getAddress().getHostAddress()
                : "";
    }

    private static void send(Reply reply, ServerResponse response) {
        response.status(reply.status());
        response.header(HeaderNames.CONTENT_TYPE, reply.contentType());
        reply.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
        response.send(reply.body());
    }

    @Override
    public void close() {
        server.stop();
    }
}
