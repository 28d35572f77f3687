package io.podpass.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The two ports for machines that look after a role. They are on every address of the node, so that pods reach them too:
 * connections have the same kind of limits as theirs. Nothing else is served there, no profiles.
 */
public final class OperationsServers implements AutoCloseable {
    /** Kubelet and a few scrapers have one or two each. */
    public static final ConnectionLimits LIMITS =
            new ConnectionLimits(128, 16, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(5));

    private Optional<HttpListener> probes = Optional.empty();
    private Optional<HttpListener> metrics = Optional.empty();

    private OperationsServers() {}

    /** Throws {@link ListenException}, which names the flag that chooses the port, when one is taken. */
    public static OperationsServers start(OperationsPorts ports, Probes probes, Metrics metrics) {
        var servers = new OperationsServers();
        try {
            servers.probes = ports.probes().map(address -> listen(address, "--http-probe-port", probes::answer));
            servers.metrics =
                    ports.metrics().map(address -> listen(address, "--prometheus-port", path -> scrape(path, metrics)));
            return servers;
        } catch (RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    private static HttpListener listen(InetSocketAddress address, String flag, Function<String, Reply> answers) {
        try {
            return HttpListener.start(address, request -> answer(request, answers), LIMITS);
        } catch (ListenException e) {
            throw new ListenException(
                    "cannot listen on port " + address.getPort() + ": it is taken; choose another one with " + flag, e);
        }
    }

    private static Reply answer(Request request, Function<String, Reply> answers) {
        return request.method().equals("GET") || request.method().equals("HEAD")
                ? answers.apply(request.target())
                : Reply.plain(405, "only GET is allowed").withHeader("Allow", "GET");
    }

    private static Reply scrape(String path, Metrics metrics) {
        return path.equals("/metrics")
                ? new Reply(200, MetricsText.CONTENT_TYPE, metrics.text().getBytes(UTF_8), Map.of())
                : Reply.plain(404, "not found: /metrics is served here");
    }

    /** Empty when probes are not served. */
    public OptionalInt probePort() {
        return port(probes);
    }

    /** Empty when metrics are not served. */
    public OptionalInt metricsPort() {
        return port(metrics);
    }

    private static OptionalInt port(Optional<HttpListener> listener) {
        return listener.map(HttpListener::port).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    @Override
    public void close() {
        probes.ifPresent(HttpListener::close);
        metrics.ifPresent(HttpListener::close);
    }
}
