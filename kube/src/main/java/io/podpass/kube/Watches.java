package io.podpass.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.podpass.core.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/**
 * A set of watches that start and end together: first name what is to be watched, then add listeners, then
 * {@link #start()}. Built by one thread; used by many once started. The client stays the caller's to close.
 */
public final class Watches implements AutoCloseable {
    private static final String GROUP = "." + CustomResourceDefinitions.GROUP;

    private final KubernetesClient client;
    private final List<Watched<?>> watched = new ArrayList<>();

    public Watches(KubernetesClient client) {
        this.client = client;
    }

    /** Pods of all namespaces that have the label {@code aadpodidbinding}; the API server leaves out the rest. */
    public Watched<WatchedPod> labelledPods() {
        return watch(
                "pods",
                client.resources(WatchedPod.class).inAnyNamespace().withLabel(Pod.LABEL),
                Stripping::pod,
                List.of(Index.PODS_BY_SELECTOR));
    }

    /** Every pod of one node, labelled or not: an address has to be told from the addresses of the others. */
    public Watched<WatchedPod> podsOfNode(String node) {
        return watch(
                "pods",
                client.resources(WatchedPod.class).inAnyNamespace().withField("spec.nodeName", node),
                Stripping::podOfNode,
                List.of(Index.PODS_BY_ADDRESS));
    }

    public Watched<AzureAssignedIdentity> assignments() {
        return watch(
                "azureassignedidentities" + GROUP,
                client.resources(AzureAssignedIdentity.class).inAnyNamespace(),
                Stripping::custom,
                List.of(
                        Index.ASSIGNMENTS_BY_POD,
                        Index.ASSIGNMENTS_BY_NODE,
                        Index.ASSIGNMENTS_BY_IDENTITY,
                        Index.ASSIGNMENTS_BY_BINDING));
    }

    public Watched<AzureAssignedIdentity> assignmentsOfNode(String node) {
        return watch(
                "azureassignedidentities" + GROUP,
                client.resources(AzureAssignedIdentity.class)
                        .inAnyNamespace()
                        .withLabel(AzureAssignedIdentity.NODE_LABEL, node),
                Stripping::custom,
                List.of(Index.ASSIGNMENTS_BY_POD));
    }

    public Watched<AzureIdentity> identities() {
        return watch(
                "azureidentities" + GROUP,
                client.resources(AzureIdentity.class).inAnyNamespace(),
                Stripping::configured,
                List.of());
    }

    public Watched<AzureIdentityBinding> bindings() {
        return watch(
                "azureidentitybindings" + GROUP,
                client.resources(AzureIdentityBinding.class).inAnyNamespace(),
                Stripping::configured,
                List.of(Index.BINDINGS_BY_SELECTOR, Index.BINDINGS_BY_IDENTITY));
    }

    public Watched<AzurePodIdentityException> exceptions() {
        return watch(
                "azurepodidentityexceptions" + GROUP,
                client.resources(AzurePodIdentityException.class).inAnyNamespace(),
                Stripping::configured,
                List.of(Index.EXCEPTIONS_BY_NAMESPACE));
    }

    public Watched<Node> nodes() {
        return watch("nodes", client.nodes(), Stripping::node, List.of(Index.NODES_BY_HOST));
    }

    private <T extends HasMetadata> Watched<T> watch(
            String resource, Informable<T> objects, UnaryOperator<T> strip, List<Index<T>> indexes) {
        // No resync: a watch that broke is read anew by itself, and repeated news of nothing would only cost.
        var added = new Watched<>(resource, objects.runnableInformer(0), strip, indexes);
        watched.add(added);
        return added;
    }

    /** Starts reading; returns at once. Whatever can't be read is tried again until {@link #close()}. */
    public void start() {
        watched.forEach(Watched::start);
    }

    public boolean synced() {
        return watched.stream().allMatch(Watched::synced);
    }

    /** Why changes of one of the resources are not being told at this moment; empty while all are. */
    public Optional<String> interruption() {
        return watched.stream().flatMap(one -> one.interruption().stream()).findFirst();
    }

    /** Runs it when everything has been read once, and never if that does not come to pass. */
    public void onSynced(Runnable listener) {
        var _ = listed().thenRun(listener);
    }

    private CompletableFuture<Void> listed() {
        return CompletableFuture.allOf(watched.stream().map(Watched::listed).toArray(CompletableFuture[]::new));
    }

    /**
     * Returns when everything has been read once. Throws {@link KubeException} naming the first resource that could not
     * be read in time and why.
     */
    public void awaitSynced(Duration limit) throws InterruptedException {
        try {
            listed().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            for (var one : watched) {
                if (!one.synced()) {
                    throw new KubeException(WatchFailure.explain(one.resource(), one.lastFailure()), e);
                }
            }
        }
    }

    @Override
    public void close() {
        watched.forEach(Watched::stop);
    }
}
