package io.podpass.controller;

import static io.podpass.controller.World.SETTINGS;
import static io.podpass.controller.World.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.podpass.kube.AzureIdentity;
import io.podpass.kube.AzureIdentityBinding;
import io.podpass.kube.StatusCondition;
import io.podpass.kube.UsageStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What identities, bindings and pods tell people. */
class ConditionsTest extends PoolTest {
    private static final ControllerSettings QUICK =
            SETTINGS.withUpkeep(Upkeep.DEFAULTS.withStatusPace(Duration.ofMillis(10), Duration.ofMillis(50)));

    @Test
    void identityAndBindingTellWhoCanUseThem() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.pod("shop", "web-1", "pool-1", "kv");
        world.start(QUICK);

        var identity = awaitReady(AzureIdentity.class, "kv-id", "True");
        var binding = awaitReady(AzureIdentityBinding.class, "kv-id-b", "True");

        assertThat(identity.reason()).isEqualTo("Assigned");
        assertThat(identity.message()).startsWith("usable by ").contains("on pool");
        assertThat(identity.lastTransitionTime()).isNotEmpty();
        assertThat(binding.reason()).isEqualTo("Assigned");
        await(AzureIdentity.class, "kv-id", status -> "2/2".equals(status.pods()));
    }

    @Test
    void whatAzureRefusesIsOnTheIdentityAndOnThePod() throws Exception {
        world.azure.forbid(id("bad-id"));
        world.grant("shop", "bad-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start(QUICK);

        var status = await(
                AzureIdentity.class,
                "bad-id",
                now -> "Refused".equals(ready(now).reason()));
        var event = world.awaitEvent(PodEvents.REFUSED, "web-0");

        assertThat(ready(status).status()).isEqualTo("False");
        assertThat(ready(status).message()).contains("usable by 0 of 1 pod", "pool: ", "LinkedAuthorizationFailed");
        assertThat(status.pods()).isEqualTo("0/1");
        assertThat(event.getType()).isEqualTo("Warning");
        assertThat(event.getInvolvedObject().getKind()).isEqualTo("Pod");
        assertThat(event.getMessage()).startsWith("identity shop/bad-id is refused: ");
    }

    @Test
    void aBindingWithoutItsIdentityTellsThePodToo() throws Exception {
        world.binding("shop", "lost-b", "lost", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start(QUICK);

        var binding = awaitReady(AzureIdentityBinding.class, "lost-b", "False");
        var event = world.awaitEvent(PodEvents.REFUSED, "web-0");

        assertThat(binding.reason()).isEqualTo("IdentityMissing");
        assertThat(event.getMessage()).contains("shop/lost-b", "shop/lost,", "does not exist");
    }

    @Test
    void aPodIsToldHowLongItsIdentityTook() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start(QUICK);

        var event = world.awaitEvent(PodEvents.ASSIGNED, "web-0");

        assertThat(event.getMessage()).matches("identity shop/kv-id assigned after \\d+ s, by binding shop/kv-id-b");
    }

    @Test
    void aPodThatWaitsForLongIsToldForWhat() throws Exception {
        var attaching = world.azure.slowDown(POOL);
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start(QUICK);

        var event = world.awaitEvent(PodEvents.WAITING, "web-0");
        attaching.countDown();

        assertThat(event.getMessage()).isEqualTo("waiting for identity shop/kv-id to be attached to pool");
        world.awaitAssigned("web-0-shop-kv-id");
    }

    @Test
    void aConditionIsNoChangeOfTheSpec() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start(QUICK);
        awaitReady(AzureIdentity.class, "kv-id", "True");
        awaitReady(AzureIdentityBinding.class, "kv-id-b", "True");
        var before = world.awaitAssigned("web-0-shop-kv-id").getMetadata();

        world.pod("shop", "web-1", "pool-1", "kv");
        await(AzureIdentity.class, "kv-id", status -> "2/2".equals(status.pods()));
        await(AzureIdentityBinding.class, "kv-id-b", status -> "2/2".equals(status.pods()));
        world.pod("shop", "web-2", "pool-1", "kv");
        world.awaitAssigned("web-2-shop-kv-id");

        assertThat(world.awaitAssigned("web-0-shop-kv-id").getMetadata().getResourceVersion())
                .isEqualTo(before.getResourceVersion());
    }

    @Test
    void aConditionThatSomebodyErasedComesBackAndOthersStay() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start(QUICK);
        awaitReady(AzureIdentity.class, "kv-id", "True");

        world.client
                .resources(AzureIdentity.class)
                .inNamespace("shop")
                .withName("kv-id")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"status\": {\"conditions\": [{\"type\": \"Audited\", \"status\": \"True\"}]}}");

        await(
                AzureIdentity.class,
                "kv-id",
                status -> types(status).contains("Audited") && types(status).contains("Ready"));
    }

    @Test
    void aDefinitionThatKnowsNoConditionsIsWrittenOnce() throws Exception {
        var name = "azureidentities.aadpodidentity.k8s.io";
        var definitions = world.client.apiextensions().v1().customResourceDefinitions();
        definitions.withName(name).edit(definition -> {
            definition
                    .getSpec()
                    .getVersions()
                    .getFirst()
                    .getSchema()
                    .getOpenAPIV3Schema()
                    .getProperties()
                    .get("status")
                    .getProperties()
                    .keySet()
                    .removeAll(List.of("conditions", "pods"));
            return definition;
        });
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start(QUICK);
        awaitReady(AzureIdentityBinding.class, "kv-id-b", "True");

        world.awaitAssigned("web-0-shop-kv-id");
        world.pod("shop", "web-1", "pool-0", "kv");
        await(AzureIdentityBinding.class, "kv-id-b", status -> "2/2".equals(status.pods()));

        var identity = world.client
                .resources(AzureIdentity.class)
                .inNamespace("shop")
                .withName("kv-id")
                .get();
        assertThat(identity.getStatus() == null ? null : identity.getStatus().conditions())
                .isNull();
    }

    private <T extends CustomResource<?, UsageStatus>> StatusCondition awaitReady(
            Class<T> type, String name, String value) throws Exception {
        return ready(await(type, name, status -> value.equals(ready(status).status())));
    }

    private <T extends CustomResource<?, UsageStatus>> UsageStatus await(
            Class<T> type, String name, Predicate<UsageStatus> condition) throws Exception {
        Predicate<T> wanted = object -> object.getMetadata().getName().equals(name)
                && object.getStatus() != null
                && condition.test(object.getStatus());
        return world
                .client
                .resources(type)
                .inNamespace("shop")
                .informOnCondition(all -> all.stream().anyMatch(wanted))
                .get(20, TimeUnit.SECONDS)
                .stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow()
                .getStatus();
    }

    private static List<String> types(UsageStatus status) {
        var conditions = status.conditions();
        return conditions == null
                ? List.of()
                : conditions.stream().map(StatusCondition::type).toList();
    }

    private static StatusCondition ready(UsageStatus status) {
        var conditions = status.conditions();
        return conditions == null
                ? new StatusCondition("Ready", "", "", "", "")
                : conditions.stream()
                        .filter(condition -> "Ready".equals(condition.type()))
                        .findFirst()
                        .orElse(new StatusCondition("Ready", "", "", "", ""));
    }
}
