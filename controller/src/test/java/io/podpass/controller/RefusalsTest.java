package io.podpass.controller;

import static io.podpass.controller.World.SETTINGS;
import static io.podpass.controller.World.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.kube.AzureIdentity;
import io.podpass.kube.Backoff;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Azure or a rule refuses hinders nothing else. */
class RefusalsTest extends PoolTest {
    @Test
    void oneBadIdentityDoesNotHinderTheOthers() throws Exception {
        world.azure.forbid(id("bad-id"));
        world.grant("shop", "bad-id", "app");
        world.grant("shop", "good-id", "app");
        world.pod("shop", "web-0", "pool-0", "app");
        world.start();

        world.awaitAssigned("web-0-shop-good-id");
        var event = world.awaitEvent("binding apply error", "bad-id-b");

        assertThat(event.getType()).isEqualTo("Warning");
        assertThat(event.getMessage()).contains("pool-0", "web-0-shop-bad-id", "LinkedAuthorizationFailed");
        world.awaitState("web-0-shop-bad-id", "Created");
        assertThat(world.azure.attached(POOL)).containsExactly(id("good-id"));
    }

    @Test
    void aRefusedIdentityIsTriedAgainLater() throws Exception {
        world.azure.forbid(id("late-id"));
        world.grant("shop", "late-id", "app");
        world.pod("shop", "web-0", "pool-0", "app");
        world.start(SETTINGS.withHostBackoff(new Backoff(Duration.ofMillis(200), Duration.ofMillis(200))));
        world.awaitEvent("binding apply error", "late-id-b");

        world.azure.allow(id("late-id"));

        world.awaitAssigned("web-0-shop-late-id");
    }

    @Test
    void anAttachedIdentityThatWasDeletedInAzureDoesNotHinderTheOthers() throws Exception {
        world.grant("shop", "gone-id", "one");
        world.grant("shop", "good-id", "two");
        world.pod("shop", "web-0", "pool-0", "one");
        world.start();
        world.awaitAssigned("web-0-shop-gone-id");

        world.azure.delete(id("gone-id"));
        world.pod("shop", "web-1", "pool-0", "two");

        world.awaitAssigned("web-1-shop-good-id");
        assertThat(world.azure.attached(POOL)).containsExactly(id("good-id"));
    }

    @Test
    void invalidIdentityGetsAnEventAndHindersNoOther() throws Exception {
        // As it may have been stored before the definitions had rules.
        world.withoutRules(() -> world.apply("""
                apiVersion: aadpodidentity.k8s.io/v1
                kind: AzureIdentity
                metadata: {namespace: shop, name: typo}
                spec: {type: 0, clientID: c, resourceID: kv-id}
                """, AzureIdentity.class));
        world.binding("shop", "typo-b", "typo", "kv");
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start();

        world.awaitAssigned("web-0-shop-kv-id");
        var event = world.awaitEvent("invalid identity", "typo");

        assertThat(event.getType()).isEqualTo("Warning");
        assertThat(event.getInvolvedObject().getKind()).isEqualTo("AzureIdentity");
        assertThat(event.getMessage()).startsWith("invalid resource id: \"kv-id\"");
    }

    @Test
    void aNodeThatIsNoMachineOfAzureIsTold() throws Exception {
        world.node("odd", "kind://docker/kind/odd");
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "odd", "kv");
        world.start();

        var event = world.awaitEvent("binding apply error", "kv-id-b");

        assertThat(event.getMessage()).contains("odd", "providerID");
    }

    @Test
    void aHostThatFailsIsTriedAgain() throws Exception {
        world.azure.failOnce(POOL, 500, Optional.empty());
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start(SETTINGS.withHostBackoff(new Backoff(Duration.ofMillis(50), Duration.ofMillis(50))));

        world.awaitAssigned("web-0-shop-kv-id");
    }
}
