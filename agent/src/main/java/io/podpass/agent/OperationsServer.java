package io.podpass.agent;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Function;

/**
 * Serves text for machines that look after the agent, on a port that pods' requests are never redirected to. It is on every
 * address of the node, so that pods reach it too: connections have the same kind of limits as theirs.
 */
final class OperationsServer implements AutoCloseable {
    /** Kubelet and a few scrapers have one or two each. */
    static final ConnectionLimits LIMITS =
            new ConnectionLimits(128, 16, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(5));

    private final MetadataServer server;

    private OperationsServer(MetadataServer server) {
        this.server = server;
    }

    /** {@code flag} chooses the port, for the message. Throws {@link AgentException} when the port is taken. */
    static OperationsServer start(InetSocketAddress listen, String flag, Function<String, Reply> answers) {
        try {
            return new OperationsServer(MetadataServer.start(listen, request -> answer(request, answers), LIMITS));
        } catch (AgentException e) {
            throw new AgentException(
                    "cannot listen on port " + listen.getPort() + ": it is taken; choose another one with " + flag, e);
        }
    }

    private static Reply answer(MetadataRequest request, Function<String, Reply> answers) {
        return request.method().equals("GET") || request.method().equals("HEAD")
                ? answers.apply(request.target())
                : Replies.methodNotAllowed();
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
