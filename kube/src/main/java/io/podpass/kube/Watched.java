package io.podpass.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.podpass.core.ObjectKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The objects of one kind as the API server last told. Look-ups ask nothing and never block on a call. Objects are shared
 * and must not be changed; of each only what Podpass reads is kept. Safe for use by many threads.
 */
public final class Watched<T extends HasMetadata> {
    private static final Logger LOG = LoggerFactory.getLogger(Watched.class);

    /** What happened to one object; at least one side is there. */
    public record Change<T extends HasMetadata>(Optional<T> before, Optional<T> after) {
        public Stream<T> both() {
            return Stream.concat(before.stream(), after.stream());
        }

        /** Which one it is of; an object never moves. */
        String namespace() {
            return both().map(object -> Records.key(object).namespace())
                    .findFirst()
                    .orElseThrow();
        }
    }

    private final String resource;
    private final SharedIndexInformer<T> informer;
    private final CompletableFuture<Void> listed = new CompletableFuture<>();
    private final AtomicReference<@Nullable Throwable> lastFailure = new AtomicReference<>();

    Watched(String resource, SharedIndexInformer<T> informer, UnaryOperator<T> strip, List<Index<T>> indexes) {
        this.resource = resource;
        this.informer = informer;
        informer.itemStore(new StrippedStore<>(strip));
        informer.removeNamespaceIndex();
        informer.addIndexers(indexes.stream().collect(Collectors.toMap(Index::name, Index::values)));
        informer.exceptionHandler((_, failure) -> {
            lastFailure.set(failure);
            LOG.atDebug()
                    .addKeyValue("resource", resource)
                    .addKeyValue("problem", failure.getMessage())
                    .log("watch interrupted, trying again");
            return true;
        });
    }

    public Optional<T> get(ObjectKey key) {
        return Optional.ofNullable(informer.getStore().getByKey(Cache.namespaceKeyFunc(key.namespace(), key.name())));
    }

    /** Objects of the cluster itself, such as nodes, have names only. */
    public Optional<T> get(String name) {
        return get(new ObjectKey("", name));
    }

    public List<T> all() {
        return List.copyOf(informer.getStore().list());
    }

    /** The index must be one that this was built with. */
    public List<T> by(Index<T> index, String value) {
        return List.copyOf(informer.getIndexer().byIndex(index.name(), value));
    }

    /**
     * Calls the listener after every change, one at a time and in order, first for the objects that are there already.
     * Look-ups see the change by then. The listener must be quick: the next change waits for it.
     */
    public void onChange(Consumer<Change<T>> listener) {
        informer.addEventHandler(new ResourceEventHandler<>() {
            @Override
            public void onAdd(T added) {
                listener.accept(new Change<>(Optional.empty(), Optional.of(added)));
            }

            @Override
            public void onUpdate(T before, T after) {
                listener.accept(new Change<>(Optional.of(before), Optional.of(after)));
            }

            @Override
            public void onDelete(T last, boolean missedTheEvent) {
                listener.accept(new Change<>(Optional.of(last), Optional.empty()));
            }
        });
    }

    public boolean synced() {
        return listed.isDone() && !listed.isCompletedExceptionally();
    }

    /**
     * Why changes are not being told at this moment; empty while they are. What was read before stays there to be looked
     * up, and a watch that breaks is set up anew by itself.
     */
    Optional<String> interruption() {
        if (synced() && informer.isWatching()) {
            // What was wrong once must not explain the next interruption.
            lastFailure.set(null);
            return Optional.empty();
        }
        return Optional.of(WatchFailure.explain(resource, lastFailure()));
    }

    /** Plural name and group, as {@code kubectl get} takes it. */
    String resource() {
        return resource;
    }

    void start() {
        informer.start().whenComplete((_, failure) -> {
            if (failure == null) {
                listed.complete(null);
            } else {
                lastFailure.set(failure);
                listed.completeExceptionally(failure);
            }
        });
    }

    CompletableFuture<Void> listed() {
        return listed;
    }

    Optional<Throwable> lastFailure() {
        return Optional.ofNullable(lastFailure.get());
    }

    void stop() {
        informer.stop();
    }
}
