package io.podpass.agent;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.podpass.azure.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a taint off the agent's own node when the agent is ready, so that no pod starts there before. Once: a taint that
 * somebody sets later stays until the next start. Tries until it has worked.
 */
public final class StartUpTaint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StartUpTaint.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** Returns when pods may start. */
    @FunctionalInterface
    public interface Readiness {
        void await() throws InterruptedException;
    }

    private final KubernetesClient client;
    private final String node;
    private final String key;
    private final Pause pause;
    private final Thread thread;

    private StartUpTaint(KubernetesClient client, String node, String key, Pause pause, Readiness readiness) {
        this.client = client;
        this.node = node;
        this.key = key;
        this.pause = pause;
        this.thread = Thread.ofVirtual().name("start-up taint").unstarted(() -> run(readiness));
    }

    /** Every taint of that {@code key}, whatever its effect. The client stays the caller's to close. */
    public static StartUpTaint removeOnce(Readiness readiness, KubernetesClient client, String node, String key) {
        return removeOnce(readiness, client, node, key, Pause.real());
    }

    static StartUpTaint removeOnce(Readiness readiness, KubernetesClient client, String node, String key, Pause pause) {
        var taint = new StartUpTaint(client, node, key, pause, readiness);
        taint.thread.start();
        return taint;
    }

    private void run(Readiness readiness) {
        try {
            readiness.await();
            for (var wait = FIRST_PAUSE; !tried(); wait = longer(wait)) {
                pause.pause(wait);
            }
        } catch (InterruptedException _) {
            // Closed: the next start sees to it.
            Thread.currentThread().interrupt();
        } catch (AgentException e) {
            LOG.atWarn().addKeyValue("node", node).setCause(e).log("not ready: the taint stays on this node");
        }
    }

    private boolean tried() {
        try {
            remove();
            return true;
        } catch (KubernetesClientException e) {
            LOG.atWarn()
                    .addKeyValue("node", node)
                    .addKeyValue("taint", key)
                    .addKeyValue("problem", e.getMessage())
                    .log("cannot take the taint off this node yet: it needs get and patch on nodes");
            return false;
        }
    }

    /** Names the version that was read: what others do to the taints meanwhile is not undone, but tried again. */
    private void remove() {
        var read = Optional.ofNullable(client.nodes().withName(node).get())
                .orElseThrow(() -> new KubernetesClientException("there is no node " + node));
        var taints = taints(read);
        var left = taints.stream().filter(taint -> !taint.getKey().equals(key)).toList();
        if (left.size() == taints.size()) {
            LOG.atInfo().addKeyValue("node", node).addKeyValue("taint", key).log("this node does not have the taint");
            return;
        }
        var patch = Map.of(
                "metadata",
                Map.of("resourceVersion", read.getMetadata().getResourceVersion()),
                "spec",
                Map.of("taints", left));
        client.nodes().withName(node).patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(patch));
        LOG.atInfo().addKeyValue("node", node).addKeyValue("taint", key).log("took the taint off this node");
    }

    private static List<Taint> taints(Node node) {
        return Optional.ofNullable(node.getSpec()).map(spec -> spec.getTaints()).orElse(List.of());
    }

    private static Duration longer(Duration wait) {
        var doubled = wait.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    /** For tests: the end of the attempts. */
    void join() throws InterruptedException {
        thread.join();
    }
}
