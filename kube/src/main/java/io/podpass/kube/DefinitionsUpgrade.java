package io.podpass.kube;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Brings the four definitions of a cluster up to this release's, those of AAD Pod Identity too. Objects stay as they are, and
 * so do labels and annotations that others wrote. May be interrupted and repeated at any point. Needs create of definitions,
 * and get, list, watch and patch of the four.
 */
public final class DefinitionsUpgrade {
    /** What became of one. */
    public enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED
    }

    private final KubernetesClient client;
    private final Duration limit;

    /** {@code limit} is how long the API server may take to serve one that it has accepted. */
    public DefinitionsUpgrade(KubernetesClient client, Duration limit) {
        this.client = client;
        this.limit = limit;
    }

    /**
     * By the definitions' names, in order. Returns once the API server serves them all. Throws {@link KubeException} naming
     * the one that it refused or does not serve in time; those before it are done then.
     */
    public Map<String, Outcome> apply() {
        var outcomes = new LinkedHashMap<String, Outcome>();
        for (var definition : CustomResourceDefinitions.all()) {
            var name = definition.getMetadata().getName();
            try {
                outcomes.put(name, apply(definition));
                client.resource(definition)
                        .waitUntilCondition(DefinitionsUpgrade::established, limit.toMillis(), TimeUnit.MILLISECONDS);
            } catch (KubernetesClientException e) {
                throw new KubeException("the definition " + name + " could not be applied: " + e.getMessage(), e);
            }
        }
        return outcomes;
    }

    private Outcome apply(CustomResourceDefinition wanted) {
        var resource = client.resource(wanted);
        var present = resource.get();
        if (present == null) {
            resource.create();
            return Outcome.CREATED;
        }
        var version = present.getMetadata().getResourceVersion();
        // The list of versions is replaced as a whole; what the API server itself has added to it stays out of the way.
        var patch = new CustomResourceDefinitionBuilder()
                .withNewMetadata()
                .withName(wanted.getMetadata().getName())
                .withAnnotations(wanted.getMetadata().getAnnotations())
                .endMetadata()
                .withSpec(wanted.getSpec())
                .build();
        var patched = client.resource(patch).patch(PatchContext.of(PatchType.JSON_MERGE));
        return patched.getMetadata().getResourceVersion().equals(version) ? Outcome.UNCHANGED : Outcome.UPDATED;
    }

    /** A new one has no status, or one without conditions, until the API server has looked at it. */
    static boolean established(@Nullable CustomResourceDefinition definition) {
        return definition != null
                && definition.getStatus() != null
                && definition.getStatus().getConditions() != null
                && definition.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }
}
