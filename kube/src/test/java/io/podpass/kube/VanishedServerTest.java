package io.podpass.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.podpass.core.ObjectKey;
import io.podpass.localkube.LocalKube;
import io.podpass.localkube.LocalKubeSettings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An API server that is gone without a word: connections to it stay open, and nothing comes any more. */
final class VanishedServerTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final LocalKube kube = LocalKube.start(LocalKubeSettings.loopback());
    private final FreezingLine line = new FreezingLine(kube.address());
    private final KubernetesClient direct = new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(kube.kubeconfig(kube.uri())))
            .build();
    private final ManualTimer timer = new ManualTimer();
    private final KubernetesClient client = KubeClients.of(
            Config.fromKubeconfig(kube.kubeconfig(URI.create("http://127.0.0.1:" + line.port()))), timer);

    @AfterEach
    void close() {
        line.thaw();
        client.close();
        direct.close();
        line.close();
        kube.close();
    }

    private void pod(String name) {
        direct.resource("""
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: %s, namespace: default}
                        spec: {nodeName: node-1, containers: [{name: main, image: none}]}
                        """.formatted(name)).create();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        var deadline = Instant.now().plus(LIMIT);
        var never = new CountDownLatch(1);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(deadline);
            assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    @Test
    void isNoticedAfterAMinuteAndWhatWasMissedIsCaughtUpWith() throws InterruptedException {
        CustomResourceDefinitions.all()
                .forEach(definition -> direct.resource(definition).create());
        try (var watch = NodeWatch.start(client, "node-1", new Deaf())) {
            watch.awaitSynced(LIMIT);
            await(() -> watch.interruption().isEmpty());
            line.freeze();
            pod("late");

            // Looked for six times, fifteen seconds apart.
            for (var look = 0; look < 6; look++) {
                assertThat(watch.interruption()).isEmpty();
                timer.advance(WatchfulHttpClient.LIMIT.dividedBy(Silence.LOOKS));
            }
            await(() -> watch.interruption().isPresent());

            line.thaw();
            await(() -> watch.pod(new ObjectKey("default", "late")).isPresent());
            await(() -> watch.interruption().isEmpty());
        }
    }

    @Test
    void aWatchWithNewsIsLeftAlone() throws InterruptedException {
        try (var watches = new Watches(client)) {
            var pods = watches.podsOfNode("node-1");
            watches.start();
            watches.awaitSynced(LIMIT);
            await(() -> watches.interruption().isEmpty());
            var connections = line.connections();
            for (var i = 0; i < 20; i++) {
                var key = new ObjectKey("default", "pod-" + i);
                pod(key.name());
                await(() -> pods.get(key).isPresent());
                timer.advance(WatchfulHttpClient.LIMIT.dividedBy(Silence.LOOKS));
            }

            assertThat(watches.interruption()).isEmpty();
            assertThat(line.connections()).isEqualTo(connections);
        }
    }
}
