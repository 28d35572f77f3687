package io.podpass.controller;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.podpass.kube.CustomResourceDefinitions;
import io.podpass.kube.Timer;
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

    /** Assignments last: what they embed has been written by then. */
    private static final List<String> KINDS =
            List.of("AzureIdentity", "AzureIdentityBinding", "AzurePodIdentityException", "AzureAssignedIdentity");

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

    /** Returns at once: most clusters have nothing to upgrade, and no pod waits for it. A failure is told and tried again. */
    void begin() {
        if (settings.enabled()) {
            Thread.ofVirtual().name("podpass-type-upgrade").start(this::attempt);
        }
    }

    private void attempt() {
        try {
            run();
        } catch (KubernetesClientException e) {
            LOG.atWarn()
                    .addKeyValue("problem", e.getMessage())
                    .addKeyValue("again", AGAIN)
                    .log("objects of releases before 1.6 could not be looked for or written anew;"
                            + " --enable-type-upgrade=false does without");
            timer.after(AGAIN, this::begin);
        }
    }

    /** Throws what the client throws; all that was written by then stays. */
    void run() {
        var status = configMap();
        if (status.map(ConfigMap::getData).map(data -> data.get(settings.key())).isPresent()) {
            return;
        }
        var written = 0;
        for (var kind : KINDS) {
            for (var object : all(kind)) {
                if (!leads.getAsBoolean()) {
                    return;
                }
                written += correct(object) ? 1 : 0;
            }
        }
        note(status);
        LOG.atInfo().addKeyValue("written", written).log("no object of a release before 1.6 is left");
    }

    private List<GenericKubernetesResource> all(String kind) {
        return client.genericKubernetesResources(
                        CustomResourceDefinitions.GROUP + "/" + CustomResourceDefinitions.VERSION, kind)
                .inAnyNamespace()
                .list()
                .getItems();
    }

    private boolean correct(GenericKubernetesResource object) {
        if (!(object.getAdditionalProperties().get("spec") instanceof Map<?, ?> spec)) {
            return false;
        }
        @SuppressWarnings("unchecked") // JSON objects have no other keys
        var corrected = OldSpelling.corrected((Map<String, Object>) spec);
        corrected.ifPresent(right -> {
            object.setAdditionalProperty("spec", right);
            client.resource(object).update();
        });
        return corrected.isPresent();
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
