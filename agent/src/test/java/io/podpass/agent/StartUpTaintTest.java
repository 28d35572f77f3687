package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.podpass.azure.Pause;
import io.podpass.localkube.LocalKube;
import io.podpass.localkube.LocalKubeSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class StartUpTaintTest {
    private static final String KEY = "podpass.io/agent-not-ready";
    private static final Pause NEVER = duration -> {
        throw new AssertionError("paused for " + duration);
    };

    private final LocalKube cluster = LocalKube.start(LocalKubeSettings.loopback());
    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(cluster.kubeconfig(cluster.uri())))
            .build();

    @AfterEach
    void close() {
        client.close();
        cluster.close();
    }

    private void node(String taints) {
        client.resource("""
                apiVersion: v1
                kind: Node
                metadata: {name: node-1}
                spec: {podCIDR: 10.1.0.0/24, taints: %s}
                """.formatted(taints)).create();
    }

    private List<String> taints() {
        return client.nodes().withName("node-1").get().getSpec().getTaints().stream()
                .map(taint -> taint.getKey() + ":" + taint.getEffect())
                .toList();
    }

    @Test
    void onlyItsOwnTaintGoesAndNothingElseOfTheNode() throws Exception {
        node("""
                [{key: dedicated, value: gpu, effect: NoSchedule}, {key: %1$s, effect: NoSchedule},
                 {key: %1$s, effect: NoExecute}]""".formatted(KEY));

        StartUpTaint.removeOnce(() -> {}, client, "node-1", KEY, NEVER).join();

        assertThat(taints()).containsExactly("dedicated:NoSchedule");
        assertThat(client.nodes().withName("node-1").get().getSpec().getPodCIDR())
                .isEqualTo("10.1.0.0/24");
    }

    @Test
    void theTaintStaysUntilTheAgentIsReady() throws Exception {
        node("[{key: %s, effect: NoSchedule}]".formatted(KEY));
        var ready = new CountDownLatch(1);
        var taint = StartUpTaint.removeOnce(ready::await, client, "node-1", KEY, NEVER);
        assertThat(taints()).containsExactly(KEY + ":NoSchedule");

        ready.countDown();
        taint.join();

        assertThat(taints()).isEmpty();
    }

    @Test
    void aNodeWithoutTheTaintIsNotWritten() throws Exception {
        node("[{key: dedicated, effect: NoSchedule}]");
        var before = version();

        StartUpTaint.removeOnce(() -> {}, client, "node-1", KEY, NEVER).join();

        assertThat(version()).isEqualTo(before);
    }

    private String version() {
        return client.nodes().withName("node-1").get().getMetadata().getResourceVersion();
    }

    @Test
    void itTriesAgainAfterLongerAndLongerPauses() throws Exception {
        var pauses = new ArrayList<Duration>();
        Pause pause = duration -> {
            pauses.add(duration);
            if (pauses.size() == 8) {
                node("[{key: %s, effect: NoSchedule}]".formatted(KEY));
            }
        };

        StartUpTaint.removeOnce(() -> {}, client, "node-1", KEY, pause).join();

        assertThat(taints()).isEmpty();
        assertThat(pauses.stream().map(Duration::toSeconds)).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
    }
}
