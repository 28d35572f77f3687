package io.podpass.localazure;

import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One port that hands every request to one service. Nothing outside this class knows the HTTP server in use. */
final class Listener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final Duration DRAIN = Duration.ofMillis(500);

    /** Tokens travel in headers, and 150 identities in one poll URL's neighbourhood: both outgrow usual limits. */
    private static final int MAX_HEADERS = 64 * 1024;

    private final WebServer server;
    private final String scheme;
    private final InetSocketAddress address;

    private Listener(InetSocketAddress wanted, Service service, @Nullable SSLContext tls) {
        this.scheme = tls == null ? "http" : "https";
        WebServerConfig.Builder config = WebServer.builder()
                .bindAddress(wanted)
                .shutdownGracePeriod(DRAIN)
                .shutdownHook(false)
                .addProtocol(Http1Config.builder()
                        .maxHeadersSize(MAX_HEADERS)
                        .maxPrologueLength(MAX_HEADERS)
                        .validatePath(false)
                        .build())
                .routing(HttpRouting.builder().any((request, response) -> answer(service, request, response)));
        if (tls != null) {
            config.tls(Tls.builder().sslContext(tls).build());
        }
        this.server = config.build();
        try {
            server.start();
        } catch (RuntimeException e) {
            throw new LocalAzureException(taken(wanted), e);
        }
        if (server.port() <= 0) {
            // Helidon logs that it could not bind and goes on without the socket.
            throw new LocalAzureException(taken(wanted));
        }
        this.address = new InetSocketAddress(wanted.getAddress(), server.port());
    }

    private static String taken(InetSocketAddress wanted) {
        return "can't listen on " + wanted.getHostString() + ":" + wanted.getPort()
                + ": the address is taken or not of this machine; name another one, or port 0 for a free one";
    }

    static Listener http(InetSocketAddress address, Service service) {
        return new Listener(address, service, null);
    }

    static Listener https(InetSocketAddress address, Service service, SSLContext tls) {
        return new Listener(address, service, tls);
    }

    InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        server.stop();
    }

    private void answer(Service service, ServerRequest request, ServerResponse response) {
        Reply reply;
        try {
            reply = service.handle(read(request));
        } catch (IllegalArgumentException e) {
            LOG.debug("refused a request that can't be read", e);
            reply = Reply.of(400);
        } catch (RuntimeException e) {
            LOG.error("a service failed on {} {}", request.prologue().method(), request.path(), e);
            reply = Reply.of(500);
        }
        reply.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
        boolean close = request.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
        if (close) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        response.status(Status.create(reply.status()));
        if (request.prologue().method().equals(Method.HEAD)) {
            response.contentLength(reply.content().size());
            response.send();
        } else if (reply.status() == 204 || reply.status() == 304) {
            response.send();
        } else {
            response.send(reply.content().bytes());
        }
        if (close) {
            // Helidon says that it closes and then keeps the connection; a client that reads to the end would wait.
            throw new CloseConnectionException("the client asked for it");
        }
    }

    private HttpCall read(ServerRequest request) {
        var headers = new HashMap<String, String>();
        request.headers().stream()
                .forEach(header -> headers.put(header.headerName().lowerCase(), header.values()));
        Content content =
                request.content().hasEntity() ? Content.of(request.content().as(byte[].class)) : Content.EMPTY;
        return new HttpCall(
                request.prologue().method().text(),
                scheme,
                request.authority(),
                request.prologue().uriPath().rawPath(),
                Query.parse(request.prologue().query().rawValue()),
                headers,
                content);
    }
}
