package io.podpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StatusWatchTest extends ClusterCommandTest {
    @Test
    @Timeout(60)
    void whatHasChangedIsShownAnew() throws Exception {
        define();
        pod("first");
        var written = new PipedWriter();
        try (var lines = new BufferedReader(new PipedReader(written, 1 << 16))) {
            var end = new CompletableFuture<Integer>();
            var watching = Thread.ofPlatform()
                    .start(() -> end.complete(CommandLines.podpass()
                            .setOut(new PrintWriter(written, true))
                            .setErr(new PrintWriter(err, true))
                            .execute("status", "--kubeconfig", kubeconfig, "-A", "--watch")));
            await(lines, "shop +first +.*no binding matches.*");

            pod("second");

            await(lines, "shop +second +.*no binding matches.*");
            watching.interrupt();
            assertThat(end.get(30, TimeUnit.SECONDS)).isNotEqualTo(ExitCode.USAGE);
        }
    }

    private static void await(BufferedReader lines, String pattern) throws IOException {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.matches(pattern)) {
                return;
            }
        }
        throw new AssertionError("ended without " + pattern);
    }

    private void pod(String name) {
        create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, namespace: shop, labels: {aadpodidbinding: orders}}
                spec: {nodeName: node-0, containers: [{name: main, image: none}]}
                """.formatted(name));
    }
}
