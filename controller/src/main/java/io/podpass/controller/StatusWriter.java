package io.podpass.controller;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.podpass.kube.Records;
import io.podpass.kube.StatusCondition;
import io.podpass.kube.UsageStatus;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes conditions, by merge patch on the object itself: the kinds have no status subresource, and adding one would cut
 * off what the old controller writes (spec aad-pod-identity §1.1).
 */
final class StatusWriter {
    private static final Logger LOG = LoggerFactory.getLogger(StatusWriter.class);
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
    private static final int HTTP_UNPROCESSABLE = 422;

    private final ObjectMapper json = new ObjectMapper();
    /** Kinds whose definition knows no conditions: what is written there is dropped, so it would be written for ever. */
    private final Set<Class<?>> without = ConcurrentHashMap.newKeySet();

    private final KubernetesClient client;
    private final Clock clock;

    StatusWriter(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /**
     * Writes what is new. False when the object has changed since it was read, so that it has to be looked at again.
     * Throws {@link KubernetesClientException} when the API server fails.
     */
    <T extends CustomResource<?, UsageStatus>> boolean write(T seen, Class<T> type, Readiness readiness) {
        if (says(seen.getStatus(), readiness) || without.contains(type)) {
            return true;
        }
        var key = Records.key(seen);
        try {
            // By the object and not by its name alone, for which the client would read it first.
            var written = client.resource(seen).patch(MERGE, patch(seen, readiness));
            if (written != null && !says(written.getStatus(), readiness) && without.add(type)) {
                LOG.atWarn()
                        .addKeyValue("kind", seen.getKind())
                        .log("conditions are not kept: install this release's definition of the kind");
            }
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                // As by the old controller's role, which let it update only.
                if (without.add(type)) {
                    LOG.atWarn()
                            .addKeyValue("kind", seen.getKind())
                            .log("conditions can't be written: allow the controller to patch the kind, and restart it");
                }
                return true;
            }
            if (e.getCode() == HTTP_UNPROCESSABLE) {
                // An object from before its definition had rules can be changed by nobody until it is put right.
                LOG.atInfo()
                        .addKeyValue("kind", seen.getKind())
                        .addKeyValue("object", key)
                        .log("no condition written: the API server accepts no change of an invalid object");
                return true;
            }
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND || e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return e.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
            }
            throw e;
        }
    }

    private static boolean says(@Nullable UsageStatus status, Readiness readiness) {
        return status != null
                && readiness.pods().equals(status.pods())
                && ready(status)
                        .filter(condition -> readiness.status().equals(condition.status())
                                && readiness.reason().equals(condition.reason())
                                && readiness.message().equals(condition.message()))
                        .isPresent();
    }

    private static Optional<StatusCondition> ready(@Nullable UsageStatus status) {
        return conditions(status).stream()
                .filter(condition -> StatusCondition.READY.equals(condition.type()))
                .findFirst();
    }

    private static List<StatusCondition> conditions(@Nullable UsageStatus status) {
        var conditions = status == null ? null : status.conditions();
        return conditions == null ? List.of() : conditions;
    }

    private String patch(CustomResource<?, UsageStatus> seen, Readiness readiness) {
        var conditions = new ArrayList<>(conditions(seen.getStatus()));
        // A merge patch replaces the whole list: others' conditions stay in it.
        conditions.removeIf(condition -> StatusCondition.READY.equals(condition.type()));
        var since = ready(seen.getStatus())
                .filter(before -> readiness.status().equals(before.status()))
                .map(StatusCondition::lastTransitionTime)
                .orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        conditions.add(new StatusCondition(
                StatusCondition.READY, readiness.status(), readiness.reason(), readiness.message(), since));
        try {
            return json.writeValueAsString(Map.of(
                    "metadata", Map.of("resourceVersion", seen.getMetadata().getResourceVersion()),
                    "status", Map.of("conditions", conditions, "pods", readiness.pods())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a condition can always be written as JSON", e);
        }
    }
}
