package io.podpass.controller;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.podpass.kube.CustomResourceDefinitions;
import io.podpass.kube.Records;
import io.podpass.kube.Timer;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes objects of releases before 1.6 anew, once in the life of a cluster (spec aad-pod-identity §3.12). Cut off at any
 * point and begun again, it ends the same: an object that is written needs no writing, and that all are is noted last.
 */
final class TypeUpgrade {
    private static final Logger LOG = LoggerFactory.getLogger(TypeUpgrade.class);
    private static final Duration AGAIN = Duration.ofSeconds(30);
    private static final Duration SETTLED = Duration.ofSeconds(5);

    /** Assignments last: what they embed has been written by then. */
    private static final List<String> KINDS =
            List.of("AzureIdentity", "AzureIdentityBinding", "AzurePodIdentityException", "AzureAssignedIdentity");

    private enum Outcome {
        RIGHT,
        WRITTEN,
        REFUSED
    }

    private final KubernetesClient client;
    private final TypeUpgradeSettings settings;
    private final BooleanSupplier leads;
    private final Timer timer;

    /** {@code leads} ends it, and what it has not done is left to the next leader. */
    TypeUpgrade(KubernetesClient client, TypeUpgradeSettings settings, BooleanSupplier leads, Timer timer) {
        this.client = client;
        this.settings = settings;
        this.leads = leads;
        this.timer = timer;
    }

    /**
     * Runs {@code next} once it has been tried, on a thread of its own: an identity in the old spelling reads as an invalid
     * one, whose assignments would be taken back. A failure is told and tried again, and holds up nothing for longer.
     */
    void before(Runnable next) {
        if (!settings.enabled()) {
            next.run();
            return;
        }
        Thread.ofVirtual().name("podpass-type-upgrade").start(() -> {
            var written = 0;
            try {
                written = attempt();
            } finally {
                // What was written has to be seen by the watches before anything is decided by it.
                timer.after(written == 0 ? Duration.ZERO : SETTLED, () -> Thread.startVirtualThread(next));
            }
        });
    }

    private int attempt() {
        try {
            return run();
        } catch (KubernetesClientException e) {
            LOG.atWarn()
                    .addKeyValue("problem", e.getMessage())
                    .addKeyValue("again", AGAIN)
                    .log(
                            "objects of releases before 1.6 could not be looked for; --enable-type-upgrade=false does without");
            again();
            return 0;
        }
    }

    private void again() {
        timer.after(AGAIN, () -> Thread.ofVirtual().name("podpass-type-upgrade").start(this::attempt));
    }

    /** How many objects were written. Throws what the client throws; all that was written by then stays. */
    int run() {
        var status = configMap();
        if (status.map(ConfigMap::getData).map(data -> data.get(settings.key())).isPresent()) {
            return 0;
        }
        var written = 0;
        var refused = 0;
        for (var kind : KINDS) {
            for (var object : all(kind)) {
                if (!leads.getAsBoolean()) {
                    return written;
                }
                switch (correct(object)) {
                    case WRITTEN -> written++;
                    case REFUSED -> refused++;
                    case RIGHT -> {}
                }
            }
        }
        if (refused == 0) {
            note(status);
            LOG.atInfo().addKeyValue("written", written).log("no object of a release before 1.6 is left");
        } else {
            again();
        }
        return written;
    }

    private List<GenericKubernetesResource> all(String kind) {
        return client.genericKubernetesResources(
                        CustomResourceDefinitions.GROUP + "/" + CustomResourceDefinitions.VERSION, kind)
                .inAnyNamespace()
                .list()
                .getItems();
    }

    private Outcome correct(GenericKubernetesResource object) {
        if (!(object.getAdditionalProperties().get("spec") instanceof Map<?, ?> spec)) {
            return Outcome.RIGHT;
        }
        @SuppressWarnings("unchecked") // JSON objects have no other keys
        var corrected = OldSpelling.corrected((Map<String, Object>) spec);
        if (corrected.isEmpty()) {
            return Outcome.RIGHT;
        }
        object.setAdditionalProperty("spec", corrected.get());
        try {
            client.resource(object).update();
            return Outcome.WRITTEN;
        } catch (KubernetesClientException e) {
            if (e.getCode() < HttpURLConnection.HTTP_BAD_REQUEST
                    || e.getCode() >= HttpURLConnection.HTTP_INTERNAL_ERROR) {
                throw e;
            }
            // One that the API server refuses, or that somebody writes just now, holds up no other.
            LOG.atWarn()
                    .addKeyValue("kind", object.getKind())
                    .addKeyValue("object", Records.key(object))
                    .addKeyValue("problem", e.getMessage())
                    .log("an object of a release before 1.6 could not be written anew, trying again");
            return Outcome.REFUSED;
        }
    }

    private Optional<ConfigMap> configMap() {
        return Optional.ofNullable(client.configMaps()
                .inNamespace(settings.namespace())
                .withName(settings.configMap())
                .get());
    }

    private void note(Optional<ConfigMap> before) {
        var noted = before.map(ConfigMapBuilder::new)
                .orElseGet(ConfigMapBuilder::new)
                .editOrNewMetadata()
                .withNamespace(settings.namespace())
                .withName(settings.configMap())
                .endMetadata()
                .addToData(settings.key(), settings.version())
                .build();
        if (before.isPresent()) {
            client.resource(noted).update();
        } else {
            client.resource(noted).create();
        }
    }
}
