package io.podpass.controller;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.podpass.controller.ControllerMetrics.Write;
import io.podpass.core.AssignmentState;
import io.podpass.core.ObjectKey;
import io.podpass.kube.AzureAssignedIdentity;
import io.podpass.kube.Records;
import java.net.HttpURLConnection;
import java.util.Optional;

/**
 * The calls that change assignments. State is written by merge patch on the object itself: the kinds have no status
 * subresource, and a JSON patch fails on objects without a state (spec aad-pod-identity §8.2, C6).
 */
final class AssignmentWriter {
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final KubernetesClient client;
    private final ControllerMetrics metrics;

    AssignmentWriter(KubernetesClient client, ControllerMetrics metrics) {
        this.client = client;
        this.metrics = metrics;
    }

    /** False when an object of that name exists. */
    boolean create(AzureAssignedIdentity object) {
        return metrics.timed(Write.ADDITION, () -> {
            try {
                client.resource(object).create();
                return true;
            } catch (KubernetesClientException e) {
                if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                    return false;
                }
                throw e;
            }
        });
    }

    Optional<AzureAssignedIdentity> read(ObjectKey key) {
        return Optional.ofNullable(resource(key).get());
    }

    /** False when the object has changed since it was read; its watch tells of that. */
    boolean replace(AzureAssignedIdentity object) {
        return metrics.timed(
                Write.UPDATE, () -> unlessChanged(() -> client.resource(object).update()));
    }

    /** Makes it usable. False when the object has changed since it was read: it may name another identity by now. */
    boolean assigned(AzureAssignedIdentity seen, Optional<String> objectId) {
        var patch = state(AssignmentState.ASSIGNED);
        var metadata = patch.putObject("metadata");
        metadata.put("resourceVersion", seen.getMetadata().getResourceVersion());
        var annotations = metadata.putObject("annotations");
        objectId.ifPresent(id -> annotations.put(AzureAssignedIdentity.OBJECT_ID_ANNOTATION, id));
        try {
            return unlessChanged(() -> merge(seen, patch));
        } catch (KubernetesClientException e) {
            metrics.stateUnwritten();
            throw e;
        }
    }

    /** Takes it out of use first, so that an agent that sees the deletion late gives no token by it. */
    void remove(AzureAssignedIdentity seen) {
        metrics.timed(Write.DELETION, () -> {
            var deleted = unlessChanged(() -> {
                merge(seen, state(AssignmentState.UNASSIGNED));
                resource(Records.key(seen)).delete();
            });
            release(seen);
            return deleted;
        });
    }

    /** Lets an object go that is being deleted. */
    void release(AzureAssignedIdentity seen) {
        var patch = JSON.objectNode();
        var finalizers = patch.putObject("metadata").putArray("finalizers");
        AssignmentObjects.otherFinalizers(seen).forEach(finalizers::add);
        unlessChanged(() -> merge(seen, patch));
    }

    private static ObjectNode state(AssignmentState state) {
        var patch = JSON.objectNode();
        patch.putObject("status").put("status", state.text());
        return patch;
    }

    /** By the object and not by its name alone, for which the client would read it first. */
    private void merge(AzureAssignedIdentity seen, ObjectNode patch) {
        client.resource(seen).patch(MERGE, patch.toString());
    }

    private Resource<AzureAssignedIdentity> resource(ObjectKey key) {
        return client.resources(AzureAssignedIdentity.class)
                .inNamespace(key.namespace())
                .withName(key.name());
    }

    private static boolean unlessChanged(Runnable call) {
        try {
            call.run();
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND || e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw e;
        }
    }
}
