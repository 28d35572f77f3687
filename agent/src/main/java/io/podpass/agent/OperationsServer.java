package io.podpass.agent;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.net.InetSocketAddress;
import java.util.function.Function;

/** Serves text for machines that look after the agent, on a port that pods' requests are never redirected to. */
final class OperationsServer implements AutoCloseable {
    private final WebServer server;

    private OperationsServer(WebServer server) {
        this.server = server;
    }

    /** {@code flag} chooses the port, for the message. Throws {@link AgentException} when the port is taken. */
    static OperationsServer start(InetSocketAddress listen, String flag, Function<String, Reply> answers) {
        var server = WebServer.builder()
                .address(listen.getAddress())
                .port(listen.getPort())
                .shutdownHook(false)
                .addRouting(HttpRouting.builder().addFilter((_, request, response) -> {
                    var prologue = request.prologue();
                    var reply = prologue.method().equals(Method.GET)
                                    || prologue.method().equals(Method.HEAD)
                            ? answers.apply(prologue.uriPath().path())
                            : Replies.methodNotAllowed();
                    response.status(reply.status());
                    response.header(HeaderNames.CONTENT_TYPE, reply.contentType());
                    response.send(reply.body());
                }))
                .build();
        server.start();
        if (!server.isRunning() || server.port() < 0) {
            server.stop();
            throw new AgentException(
                    "cannot listen on port " + listen.getPort() + ": it is taken; choose another one with " + flag);
        }
        return new OperationsServer(server);
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
