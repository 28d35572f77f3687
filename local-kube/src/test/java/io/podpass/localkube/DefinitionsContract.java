package io.podpass.localkube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** CustomResourceDefinitions and the objects they define. The definition has no status subresource, as Podpass's have none. */
public abstract class DefinitionsContract extends ContractCase {
    private static final ResourceDefinitionContext WIDGETS = new ResourceDefinitionContext.Builder()
            .withGroup("example.test")
            .withVersion("v1")
            .withKind("Widget")
            .withPlural("widgets")
            .withNamespaced(true)
            .build();

    @BeforeEach
    void defineWidgets() {
        var definition = client().apiextensions()
                .v1()
                .customResourceDefinitions()
                .load(DefinitionsContract.class.getResourceAsStream("widgets.yaml"));
        definition.serverSideApply();
        definition.waitUntilCondition(DefinitionsContract::isEstablished, DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void fillsInDefaults() {
        assertThat(spec(create("one", "{size: 4}"))).containsEntry("color", "green");
    }

    @Test
    void dropsFieldsThatTheSchemaDoesNotKnow() {
        assertThat(spec(create("one", "{size: 4, bogus: 1}"))).doesNotContainKey("bogus");
    }

    @Test
    void keepsUnknownFieldsWhereTheSchemaSaysSo() {
        assertThat(spec(create("one", "{size: 4, any: {x: 1}}"))).containsEntry("any", Map.of("x", 1));
    }

    @Test
    void keepsTheMetadataOfEmbeddedObjects() {
        Map<String, Object> spec = spec(create(
                "one", "{size: 4, template: {apiVersion: v1, kind: X, metadata: {name: x}, spec: {a: b, c: d}}}"));

        assertThat(spec.get("template"))
                .isEqualTo(Map.of(
                        "apiVersion", "v1", "kind", "X", "metadata", Map.of("name", "x"), "spec", Map.of("a", "b")));
    }

    @Test
    void refusesValuesOutsideTheSchema() {
        invalid("spec.size: Required value", () -> create("one", "{}"));
        invalid(
                "spec.size: Invalid value: 0: spec.size in body should be greater than or equal to 1",
                () -> create("one", "{size: 0}"));
        invalid("spec.size in body must be of type integer: \"string\"", () -> create("one", "{size: big}"));
        invalid(
                "spec.color: Unsupported value: \"blue\": supported values: \"red\", \"green\"",
                () -> create("one", "{size: 4, color: blue}"));
        invalid("spec.code in body should match '^[A-Z]+$'", () -> create("one", "{size: 4, code: abc}"));
        invalid("spec.code: Too long: may not be more than 4 bytes", () -> create("one", "{size: 4, code: ABCDE}"));
        invalid(
                "spec.parts: Too many: 3: must have at most 2 items",
                () -> create("one", "{size: 4, parts: [a, b, c]}"));
    }

    @Test
    void refusesWhatARuleRefusesInTheRulesOwnWords() {
        invalid("red widgets must be larger than 3", () -> create("one", "{size: 2, color: red}"));
        invalid("spec.num: Invalid value: 3: not three", () -> create("one", "{size: 2, num: 3}"));
        invalid("failed rule: !has(self.__namespace__)", () -> create("one", "{size: 2, namespace: X1}"));
    }

    @Test
    void judgesAChangeByWhatWasThereBefore() {
        create("one", "{size: 4}");

        invalid("widgets do not shrink", () -> patch("one", "{\"spec\": {\"size\": 3}}"));
        assertThat(spec(patch("one", "{\"spec\": {\"size\": 5}}"))).containsEntry("size", 5);
    }

    @Test
    void writesTheStatusWithTheRestOfAnObjectThatHasNoStatusSubresource() {
        create("one", "{size: 4}");

        GenericKubernetesResource patched = patch("one", "{\"status\": {\"phase\": \"Made\"}}");

        assertThat(patched.<String>get("status", "phase")).isEqualTo("Made");
        assertThat(patched.getMetadata().getGeneration()).isEqualTo(2);
    }

    @Test
    void refusesToMergeCustomResourcesStrategically() {
        create("one", "{size: 4}");

        assertThatThrownBy(() -> widgets()
                        .inNamespace(namespace)
                        .withName("one")
                        .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), "{\"spec\": {\"size\": 5}}"))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(415));
    }

    @Test
    void knowsNoObjectsOfATypeThatNobodyDefined() {
        var unknown = new ResourceDefinitionContext.Builder()
                .withGroup("example.test")
                .withVersion("v1")
                .withKind("Gadget")
                .withPlural("gadgets")
                .withNamespaced(true)
                .build();

        assertThatThrownBy(() -> client().genericKubernetesResources(unknown)
                        .inNamespace(namespace)
                        .resource(widget("one", "{size: 4}"))
                        .create())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(404));
    }

    private static boolean isEstablished(CustomResourceDefinition definition) {
        return definition != null
                && definition.getStatus() != null
                && definition.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }

    private MixedOperation<GenericKubernetesResource, ?, Resource<GenericKubernetesResource>> widgets() {
        return client().genericKubernetesResources(WIDGETS);
    }

    private GenericKubernetesResource widget(String name, String spec) {
        return Serialization.unmarshal("""
                apiVersion: example.test/v1
                kind: Widget
                metadata: {name: %s}
                spec: %s
                """.formatted(name, spec), GenericKubernetesResource.class);
    }

    private GenericKubernetesResource create(String name, String spec) {
        return widgets().inNamespace(namespace).resource(widget(name, spec)).create();
    }

    private GenericKubernetesResource patch(String name, String patch) {
        return widgets().inNamespace(namespace).withName(name).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    @SuppressWarnings("unchecked") // The client's own type for free-form JSON.
    private static Map<String, Object> spec(GenericKubernetesResource widget) {
        return (Map<String, Object>) widget.getAdditionalProperties().get("spec");
    }

    private static void invalid(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(KubernetesClientException.class, e -> {
            assertThat(e.getCode()).isEqualTo(422);
            assertThat(List.of(
                            e.getStatus().getReason(),
                            e.getStatus().getDetails().getKind()))
                    .containsExactly("Invalid", "Widget");
            assertThat(e.getStatus().getMessage()).contains(message);
        });
    }
}
