package io.podpass.cli;

import io.podpass.cli.DemoReport.PodRow;
import io.podpass.cli.DemoReport.RefusalRow;
import io.podpass.cli.Scenario.PodObject;
import io.podpass.cli.Scenario.Wants;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs the pods' workloads and the odd requests, and tells what came of them. */
final class DemoPods {
    private static final Duration WORKLOAD_LIMIT = Duration.ofSeconds(90);
    /** How long a workload's SDK may try before the refusal counts as one: it retries some for two minutes. */
    private static final String SDK_SECONDS = "6";

    /** Starting JVMs is work for processors: more at a time would only make each slower. */
    private static final int AT_A_TIME = Math.max(3, Runtime.getRuntime().availableProcessors());

    /** Spellings of the token path that a lenient server behind the agent might take for the real one. */
    private static final List<String> ODD_TOKEN_PATHS = List.of(
            "/metadata\\identity\\oauth2\\token",
            "/metadata/identity%2foauth2%2ftoken",
            "/metadata/identity/%2e/oauth2/token",
            "/metadata/instance/..%252fidentity/oauth2/token");

    private static final String QUERY = "?api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net";

    private final PodNetwork network;
    private final ReferenceAzure azure;
    private final JavaCommand java;
    private final Path logs;
    private final Started started;

    DemoPods(PodNetwork network, ReferenceAzure azure, JavaCommand java, Path logs, Started started) {
        this.network = network;
        this.azure = azure;
        this.java = java;
        this.logs = logs;
        this.started = started;
    }

    List<PodRow> run(DemoPlacement placement) {
        try (var threads = Executors.newFixedThreadPool(
                AT_A_TIME, Thread.ofVirtual().name("pod-", 0).factory())) {
            var rows = new ArrayDeque<Future<PodRow>>();
            var pods = new ArrayDeque<>(placement.pods());
            var results = new ArrayList<PodRow>();
            if (!java.workloadsAreArchived()) {
                // Alone, so that the archive is there for all the others.
                results.add(run(pods.remove()));
            }
            // Last to first: refusals stand at the end, and an SDK that is refused waits while others need processors.
            while (!pods.isEmpty()) {
                var placed = pods.removeLast();
                rows.addFirst(threads.submit((Callable<PodRow>) () -> run(placed)));
            }
            for (var row : rows) {
                results.add(row.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new DemoException(Failures.line(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("interrupted while pods were running", e);
        }
    }

    private PodRow run(DemoPlacement.Placed placed) {
        var pod = placed.pod();
        var place = network.pod(pod.node(), placed.index());
        var command = new ArrayList<>(place.commandPrefix());
        command.addAll(java.workload(arguments(pod, place).toArray(String[]::new)));
        var process = started.add(DemoProcess.start(
                "pod-" + pod.namespace() + "-" + pod.name(), command, place.environment(), logs, "{"));
        return PodVerdict.judge(pod, azure.machines().get(pod.node()).nodeName(), process.awaitEnd(WORKLOAD_LIMIT));
    }

    private List<String> arguments(PodObject pod, PodPlace place) {
        var arguments = new ArrayList<>(List.of("--imds", place.imds().toString(), "--deadline", SDK_SECONDS));
        pod.named()
                .ifPresent(name -> arguments.addAll(
                        List.of("--identity-client-id", azure.identity(name).clientId())));
        if (pod.wants() == Wants.SECRET) {
            arguments.addAll(List.of("--key-vault", at(azure.vaultUrl(), place), "--secret", Scenario.SECRET));
        } else {
            arguments.addAll(List.of(
                    "--storage", at(azure.blobUrl(), place), "--container", Scenario.CONTAINER, "--blob", pod.name()));
        }
        return arguments;
    }

    /** The service's own name, at the port where the local Azure listens. */
    private static String at(String url, PodPlace place) {
        return "https://" + URI.create(url).getHost() + ":" + place.https().getPort();
    }

    /** Requests that no SDK makes, from within a pod that has an identity. */
    List<RefusalRow> oddRequests(DemoPlacement.Placed placed) {
        var rows = new ArrayList<RefusalRow>();
        for (var path : ODD_TOKEN_PATHS) {
            rows.add(refusal("token path spelt " + path, placed, path + QUERY, "Metadata: true"));
        }
        var plain = "/metadata/identity/oauth2/token" + QUERY;
        rows.add(refusal("no Metadata header", placed, plain));
        return rows;
    }

    private RefusalRow refusal(String what, DemoPlacement.Placed placed, String target, String... headers) {
        var imds = network.pod(placed.pod().node(), placed.index()).imds();
        var server = new InetSocketAddress(imds.getHost(), imds.getPort() < 0 ? 80 : imds.getPort());
        var answer = network.inside(placed.pod().node(), placed.index(), () -> RawRequest.get(server, target, headers));
        var refused = answer.status() >= 400
                && answer.status() < 500
                && !answer.body().contains("access_token");
        return new RefusalRow(what, answer.status(), answer.body(), refused);
    }
}
