package io.podpass.controller;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.podpass.controller.HostDemand.Waiting;
import io.podpass.core.ResourceId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** Makes assignments usable whose identity is on the host. Safe for use by many threads. */
final class Confirmation {
    private final AssignmentWriter writer;
    private final BindingEvents events;
    private final Semaphore writes;

    /** No more than {@code parallelWrites} at once, for all hosts together. */
    Confirmation(AssignmentWriter writer, BindingEvents events, int parallelWrites) {
        this.writer = writer;
        this.events = events;
        this.writes = new Semaphore(parallelWrites);
    }

    /** Returns when all are written; false when some have to be tried again. */
    boolean confirm(Collection<Waiting> ready, Map<ResourceId, String> principalIds) throws InterruptedException {
        var succeeded = new AtomicBoolean(true);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var waiting : ready) {
                writes.acquire();
                executor.execute(() -> {
                    try {
                        var objectId = Optional.ofNullable(principalIds.get(waiting.id()));
                        if (!confirm(waiting, objectId)) {
                            succeeded.set(false);
                        }
                    } finally {
                        writes.release();
                    }
                });
            }
        }
        return succeeded.get();
    }

    private boolean confirm(Waiting waiting, Optional<String> objectId) {
        try {
            if (!writer.assigned(waiting.object(), objectId)) {
                // By a change that may mean nothing to us, so that nothing else would ask for another try.
                return false;
            }
            events.applied(waiting.assignment());
            return true;
        } catch (KubernetesClientException e) {
            events.stateError(waiting.object(), e);
            return false;
        }
    }
}
