package io.podpass.agent;

import io.podpass.http.RawConnection;
import io.podpass.http.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.UnaryOperator;

/** The whole agent but the Kubernetes client, over real sockets, with a node and an IMDS that a test writes down. */
final class RunningAgent implements AutoCloseable {
    /** Where the one pod that tests have calls from. */
    static final String ADDRESS = "127.1.0.11";

    static final String TOKEN_PATH = "/metadata/identity/oauth2/token";
    static final String TOKEN = TOKEN_PATH + "?api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net";
    static final String METADATA = "Metadata: true";

    final StoryClock clock = new StoryClock();
    final FakeNode node = new FakeNode(clock);
    final FakeImds imds = new FakeImds();
    private final Agent agent;

    RunningAgent() {
        this(UnaryOperator.identity());
    }

    RunningAgent(UnaryOperator<AgentSettings> settings) {
        agent = Agent.start(
                settings.apply(AgentSettings.defaults(Samples.NODE)
                        .with(Addresses.DEFAULTS
                                .withListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                                .withImds(imds.uri()))
                        .with(RedirectSettings.NONE)
                        .with(OperationsSettings.NONE.withPorts(0, 0))),
                () -> node,
                clock,
                new FakeCommands());
    }

    int port() {
        return agent.port();
    }

    /** From the pod's address. */
    RawHttp.Answer get(String target, String... headers) throws IOException {
        return RawHttp.sendFrom(ADDRESS, agent.port(), "GET", target, headers);
    }

    RawHttp.Answer send(String method, String target, String... headers) throws IOException {
        return RawHttp.sendFrom(ADDRESS, agent.port(), method, target, headers);
    }

    /** A connection from the pod's address, to be used or cut as the test likes. */
    RawConnection connect() throws IOException {
        return new RawConnection(ADDRESS, agent.port());
    }

    /** What the metrics port says. */
    String metrics() throws IOException {
        return RawHttp.get(agent.metricsPort().orElseThrow(), "/metrics").body();
    }

    /** From the node itself. */
    RawHttp.Answer getFromNode(String target, String... headers) throws IOException {
        return RawHttp.get(agent.port(), target, headers);
    }

    /** Ends the agent and leaves its IMDS. */
    void stop() {
        agent.close();
    }

    @Override
    public void close() {
        agent.close();
        imds.close();
    }
}
