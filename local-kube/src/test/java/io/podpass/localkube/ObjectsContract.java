package io.podpass.localkube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Create, read, replace, patch, delete. */
public abstract class ObjectsContract extends ContractCase {
    @Test
    void givesANewObjectAnIdentity() {
        ConfigMap created = client().resource(configMap("one")).create();

        assertThat(created.getMetadata().getUid()).hasSize(36);
        assertThat(created.getMetadata().getCreationTimestamp()).isNotBlank();
        assertThat(created.getMetadata().getResourceVersion()).isNotBlank();
        assertThat(created.getData()).containsEntry("key", "value");
    }

    @Test
    void makesUpAName() {
        ConfigMap wanted = new ConfigMapBuilder(configMap("x"))
                .editMetadata()
                .withName(null)
                .withGenerateName("made-up-")
                .endMetadata()
                .build();

        String name = client().resource(wanted).create().getMetadata().getName();

        assertThat(name).startsWith("made-up-").hasSize("made-up-".length() + 5);
    }

    @Test
    void refusesASecondObjectOfTheSameName() {
        client().resource(configMap("one")).create();

        refused(409, "AlreadyExists", () -> client().resource(configMap("one")).create());
    }

    @Test
    void refusesANameThatIsNone() {
        refused(422, "Invalid", () -> client().resource(configMap("Not_A_Name")).create());
    }

    @Test
    void refusesAnObjectInANamespaceThatIsMissing() {
        ConfigMap wanted = new ConfigMapBuilder(configMap("one"))
                .editMetadata()
                .withNamespace("nowhere")
                .endMetadata()
                .build();

        refused(404, "NotFound", () -> client().resource(wanted).create());
    }

    @Test
    void replacesTheVersionItWasGiven() {
        ConfigMap created = client().resource(configMap("one")).create();
        ConfigMap wanted =
                new ConfigMapBuilder(created).addToData("more", "value").build();

        ConfigMap updated = client().resource(wanted).update();

        assertThat(updated.getData()).containsKeys("key", "more");
        assertThat(updated.getMetadata().getResourceVersion())
                .isNotEqualTo(created.getMetadata().getResourceVersion());
        assertThat(updated.getMetadata().getUid())
                .isEqualTo(created.getMetadata().getUid());
    }

    @Test
    void refusesToReplaceAnotherVersion() {
        ConfigMap created = client().resource(configMap("one")).create();
        client().resource(new ConfigMapBuilder(created).addToData("a", "1").build())
                .update();

        refused(
                409,
                "Conflict",
                () -> client().resource(new ConfigMapBuilder(created)
                                .addToData("a", "2")
                                .build())
                        .update());
    }

    @Test
    void keepsTheVersionWhenNothingChanges() {
        ConfigMap created = client().resource(configMap("one")).create();

        ConfigMap updated = client().resource(created).update();

        assertThat(updated.getMetadata().getResourceVersion())
                .isEqualTo(created.getMetadata().getResourceVersion());
    }

    @Test
    void refusesToReplaceWhatIsNotThere() {
        refused(404, "NotFound", () -> client().resource(configMap("none")).update());
    }

    @Test
    void mergesAPatchAndRemovesWhatIsNull() {
        client().resource(configMap("one")).create();

        ConfigMap patched = patch("one", PatchType.JSON_MERGE, "{\"data\": {\"key\": null, \"other\": \"1\"}}");

        assertThat(patched.getData()).isEqualTo(Map.of("other", "1"));
    }

    @Test
    void runsTheOperationsOfAJsonPatch() {
        client().resource(configMap("one")).create();

        ConfigMap patched = patch("one", PatchType.JSON, """
                [{"op": "test", "path": "/data/key", "value": "value"},
                 {"op": "add", "path": "/metadata/annotations", "value": {}},
                 {"op": "add", "path": "/metadata/annotations/a~1b", "value": "1"},
                 {"op": "move", "from": "/data/key", "path": "/data/moved"}]""");

        assertThat(patched.getData()).isEqualTo(Map.of("moved", "value"));
        assertThat(patched.getMetadata().getAnnotations()).isEqualTo(Map.of("a/b", "1"));
    }

    @Test
    void refusesAJsonPatchWhoseTestFails() {
        client().resource(configMap("one")).create();

        refused(422, "Invalid", () -> patch("one", PatchType.JSON, """
                [{"op": "test", "path": "/data/key", "value": "another"},
                 {"op": "remove", "path": "/data/key"}]"""));
    }

    @Test
    void refusesAPatchMadeFromAnotherVersion() {
        client().resource(configMap("one")).create();

        refused(
                409,
                "Conflict",
                () -> patch(
                        "one",
                        PatchType.JSON_MERGE,
                        "{\"metadata\": {\"resourceVersion\": \"1\"}, \"data\": {\"a\": \"b\"}}"));
    }

    @Test
    void mergesListsOfBuiltInTypesByKey() {
        client().resource(pod("web", "")).create();

        Pod patched = client().pods()
                .inNamespace(namespace)
                .withName("web")
                .patch(
                        PatchContext.of(PatchType.STRATEGIC_MERGE),
                        "{\"spec\": {\"containers\": [{\"name\": \"main\", \"image\": \"example.test/other\"}]}}");

        assertThat(patched.getSpec().getContainers()).singleElement().satisfies(container -> {
            assertThat(container.getName()).isEqualTo("main");
            assertThat(container.getImage()).isEqualTo("example.test/other");
        });
    }

    @Test
    void leavesTheStatusToTheStatusSubresource() {
        Pod created = client().resource(pod("web", "node-1")).create();
        assertThat(created.getStatus().getPhase()).isEqualTo("Pending");

        Pod running = client().resource(new PodBuilder(created)
                        .editStatus()
                        .withPhase("Running")
                        .withPodIP("10.1.2.3")
                        .endStatus()
                        .editMetadata()
                        .addToLabels("ignored", "yes")
                        .endMetadata()
                        .build())
                .updateStatus();
        assertThat(running.getStatus().getPhase()).isEqualTo("Running");

        Pod updated = client().resource(new PodBuilder(running)
                        .editStatus()
                        .withPhase("Failed")
                        .endStatus()
                        .editMetadata()
                        .addToLabels("taken", "yes")
                        .endMetadata()
                        .build())
                .update();
        assertThat(updated.getStatus().getPhase()).isEqualTo("Running");
        assertThat(updated.getMetadata().getLabels()).containsEntry("taken", "yes");
    }

    @Test
    void holdsADeletedObjectBackUntilItsFinalizersAreGone() {
        client().resource(new ConfigMapBuilder(configMap("held"))
                        .editMetadata()
                        .addToFinalizers("example.test/hold")
                        .endMetadata()
                        .build())
                .create();

        client().configMaps().inNamespace(namespace).withName("held").delete();
        ConfigMap marked =
                client().configMaps().inNamespace(namespace).withName("held").get();
        assertThat(marked.getMetadata().getDeletionTimestamp()).isNotBlank();

        patch("held", PatchType.JSON_MERGE, "{\"metadata\": {\"finalizers\": null}}");
        assertThat(client().configMaps().inNamespace(namespace).withName("held").get())
                .isNull();
    }

    @Test
    void deletesOnlyTheVersionThatIsMeant() {
        client().resource(configMap("one")).create();

        refused(
                409,
                "Conflict",
                () -> client().configMaps()
                        .inNamespace(namespace)
                        .withName("one")
                        .lockResourceVersion("1")
                        .delete());
        assertThat(client().configMaps().inNamespace(namespace).withName("one").get())
                .isNotNull();
    }

    @Test
    void deletesAllThatASelectorMatches() {
        client().resource(configMap("stays")).create();
        client().resource(new ConfigMapBuilder(configMap("goes"))
                        .editMetadata()
                        .addToLabels("goes", "yes")
                        .endMetadata()
                        .build())
                .create();

        client().configMaps()
                .inNamespace(namespace)
                .withLabel("goes", "yes")
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .delete();

        assertThat(client().configMaps().inNamespace(namespace).withName("goes").get())
                .isNull();
        assertThat(client().configMaps()
                        .inNamespace(namespace)
                        .withName("stays")
                        .get())
                .isNotNull();
    }

    @Test
    void changesNothingInADryRun() {
        client().configMaps()
                .inNamespace(namespace)
                .resource(configMap("dry"))
                .dryRun()
                .create();

        assertThat(client().configMaps().inNamespace(namespace).withName("dry").get())
                .isNull();
    }

    private ConfigMap patch(String name, PatchType type, String patch) {
        return client().configMaps().inNamespace(namespace).withName(name).patch(PatchContext.of(type), patch);
    }
}
