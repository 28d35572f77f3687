package io.podpass.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.podpass.kube.CustomResourceDefinitions;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Under definitions of before 1.8, which kept every field; others have dropped the old fields. */
class TypeUpgradeTest extends PoolTest {
    private static final TypeUpgradeSettings SETTINGS =
            new TypeUpgradeSettings(true, "kube-system", "aad-pod-identity-config", "type-upgrade-status", "v1");

    private final VirtualTime time = new VirtualTime();

    @BeforeEach
    void writeAsBefore() {
        CustomResourceDefinitions.PLURALS.forEach(plural -> definition(plural, schema -> {
            schema.setXKubernetesPreserveUnknownFields(true);
            schema.setXKubernetesValidations(List.of());
            schema.setProperties(Map.of());
        }));
        write("AzureIdentity", "id", "{Type: 0, ResourceID: r, ClientID: c}");
        write("AzureIdentityBinding", "binding", "{AzureIdentity: id, Selector: kv}");
        write("AzurePodIdentityException", "exception", "{PodLabels: {App: mic}}");
        write("AzureAssignedIdentity", "assigned", "{Pod: web, AzureIdentityRef: {spec: {ClientID: c}}}");
    }

    private void definition(String plural, Consumer<JSONSchemaProps> change) {
        world.client
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(plural + "." + CustomResourceDefinitions.GROUP)
                .edit(definition -> {
                    change.accept(definition
                            .getSpec()
                            .getVersions()
                            .getFirst()
                            .getSchema()
                            .getOpenAPIV3Schema());
                    return definition;
                });
    }

    private void write(String kind, String name, String spec) {
        object(kind, name, spec).create();
    }

    private void point(String kind, String name, String spec) {
        object(kind, name, spec).update();
    }

    private Resource<GenericKubernetesResource> object(String kind, String name, String spec) {
        return world.client.resource(world.client
                .getKubernetesSerialization()
                .unmarshal("""
                                apiVersion: aadpodidentity.k8s.io/v1
                                kind: %s
                                metadata: {namespace: shop, name: %s}
                                spec: %s
                                """.formatted(kind, name, spec), GenericKubernetesResource.class));
    }

    private Object spec(String kind, String name) {
        return world.client
                .genericKubernetesResources("aadpodidentity.k8s.io/v1", kind)
                .inNamespace("shop")
                .withName(name)
                .get()
                .getAdditionalProperties()
                .get("spec");
    }

    private TypeUpgrade upgrade(KubernetesClient client) {
        return new TypeUpgrade(client, SETTINGS, () -> true, time.timer());
    }

    private void assertThatAllIsUpgraded() {
        assertThat(spec("AzureIdentity", "id")).isEqualTo(Map.of("type", 0, "resourceID", "r", "clientID", "c"));
        assertThat(spec("AzureIdentityBinding", "binding")).isEqualTo(Map.of("azureIdentity", "id", "selector", "kv"));
        assertThat(spec("AzurePodIdentityException", "exception")).isEqualTo(Map.of("podLabels", Map.of("App", "mic")));
        assertThat(spec("AzureAssignedIdentity", "assigned"))
                .isEqualTo(Map.of("pod", "web", "azureIdentityRef", Map.of("spec", Map.of("clientID", "c"))));
        assertThat(configMap().getData()).containsEntry("type-upgrade-status", "v1");
    }

    private ConfigMap configMap() {
        return world.client
                .configMaps()
                .inNamespace("kube-system")
                .withName("aad-pod-identity-config")
                .get();
    }

    @Test
    void everyObjectIsWrittenInTheSpellingOfToday() {
        upgrade(world.client).run();

        assertThatAllIsUpgraded();
    }

    @Test
    void isDoneOnceInTheLifeOfACluster() {
        upgrade(world.client).run();
        write("AzureIdentity", "later", "{ClientID: c}");

        upgrade(world.client).run();

        assertThat(spec("AzureIdentity", "later")).isEqualTo(Map.of("ClientID", "c"));
    }

    @Test
    void whoLeadsNoMoreWritesNothingMore() {
        new TypeUpgrade(world.client, SETTINGS, () -> false, time.timer()).run();

        assertThat(spec("AzureIdentity", "id")).isEqualTo(Map.of("Type", 0, "ResourceID", "r", "ClientID", "c"));
    }

    /** Four objects and the note that all is done. */
    @ParameterizedTest
    @CsvSource({"1, false", "1, true", "2, false", "3, true", "4, false", "4, true", "5, false", "5, true"})
    void cutOffAtAnyWriteItIsFinishedByTheNext(int write, boolean afterEffect) {
        try (var dying = world.client(new Mortal(write, afterEffect, time))) {
            assertThatExceptionOfType(KubernetesClientException.class)
                    .isThrownBy(() -> upgrade(dying).run());
        }

        upgrade(world.client).run();

        assertThatAllIsUpgraded();
    }

    @Test
    void anObjectThatIsRefusedHoldsUpNoOther() {
        definition(
                "azureidentities",
                schema -> schema.setXKubernetesValidations(List.of(new ValidationRuleBuilder()
                        .withRule("!has(self.spec) || !has(self.spec.clientID)")
                        .build())));

        upgrade(world.client).run();

        assertThat(spec("AzureIdentityBinding", "binding")).isEqualTo(Map.of("azureIdentity", "id", "selector", "kv"));
        assertThat(configMap()).isNull();
    }

    /** As one of an identity whose fields are not understood it would be taken from its pod. */
    @Test
    void anAssignmentStaysWhileItsIdentityIsWrittenAnew() throws Exception {
        upgrade(world.client).run();
        point(
                "AzureIdentity",
                "id",
                "{type: 0, clientID: c, resourceID: '%s'}"
                        .formatted(World.id("id").value()));
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start();
        var before = world.awaitAssigned("web-0-shop-id");
        world.stop();
        point(
                "AzureIdentity",
                "id",
                "{Type: 0, ClientID: c, ResourceID: '%s'}"
                        .formatted(World.id("id").value()));
        world.client.resource(configMap()).delete();

        world.start(World.SETTINGS.withTypeUpgrade(SETTINGS));
        world.pod("shop", "web-1", "pool-0", "kv");
        world.awaitAssigned("web-1-shop-id");

        assertThat(world.awaitAssigned("web-0-shop-id").getMetadata().getUid())
                .isEqualTo(before.getMetadata().getUid());
    }
}
