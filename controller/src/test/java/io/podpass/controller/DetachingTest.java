package io.podpass.controller;

import static io.podpass.controller.World.SETTINGS;
import static io.podpass.controller.World.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.kube.AzureIdentity;
import io.podpass.kube.AzureIdentityBinding;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What may be taken off a host, and when. */
class DetachingTest extends PoolTest {
    @Test
    void detachesOnlyAfterTheLastPodIsGone() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.grant("shop", "other-id", "other");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.pod("shop", "web-1", "pool-1", "kv");
        world.start();
        world.awaitAssigned("web-0-shop-kv-id");
        world.awaitAssigned("web-1-shop-kv-id");

        world.deletePod("shop", "web-0");
        world.awaitGone("web-0-shop-kv-id");
        // The host has to be changed for this one: were the first identity to go, it would go with that.
        world.pod("shop", "api-0", "pool-0", "other");
        world.awaitAssigned("api-0-shop-other-id");
        assertThat(world.azure.attached(POOL)).containsExactlyInAnyOrder(id("kv-id"), id("other-id"));

        world.deletePod("shop", "web-1");
        world.awaitAttached(POOL, id("other-id"));
    }

    @Test
    void kubeletIdentityIsNeverDetached() throws Exception {
        world.azure.host(POOL, id("kubelet-id"));
        world.grant("shop", "kubelet-id", "kubelet");
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kubelet");
        world.pod("shop", "web-1", "pool-0", "kv");
        world.start();
        world.awaitAssigned("web-0-shop-kubelet-id");
        world.awaitAssigned("web-1-shop-kv-id");

        world.deletePod("shop", "web-0");
        world.awaitGone("web-0-shop-kubelet-id");
        world.deletePod("shop", "web-1");

        world.awaitAttached(POOL, id("kubelet-id"));
    }

    @Test
    void theControllersOwnIdentityIsNeverDetached() throws Exception {
        world.grant("shop", "own-id", "own");
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "own");
        world.pod("shop", "web-1", "pool-0", "kv");
        world.start(SETTINGS.withNeverDetached(Set.of("Client-Of-Own-Id")));
        world.awaitAssigned("web-0-shop-own-id");
        world.awaitAssigned("web-1-shop-kv-id");

        world.deletePod("shop", "web-0");
        world.awaitGone("web-0-shop-own-id");
        world.deletePod("shop", "web-1");

        world.awaitAttached(POOL, id("own-id"));
    }

    @Test
    void anEditedIdentityIsDetachedAndTheNewOneAttached() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start();
        world.awaitAssigned("web-0-shop-kv-id");

        world.client
                .resource(world.client
                        .getKubernetesSerialization()
                        .unmarshal("""
                apiVersion: aadpodidentity.k8s.io/v1
                kind: AzureIdentity
                metadata: {namespace: shop, name: kv-id}
                spec: {type: 0, clientID: client-of-kv-2, resourceID: %s}
                """.formatted(id("kv-2")), AzureIdentity.class))
                .update();

        world.awaitAttached(POOL, id("kv-2"));
        world.awaitAssignments(all -> all.stream()
                .anyMatch(one -> "Assigned".equals(one.getStatus().status())
                        && "client-of-kv-2"
                                .equals(one.getSpec()
                                        .azureIdentityRef()
                                        .getSpec()
                                        .clientID())));
    }

    @Test
    void deletingABindingRemovesItsAssignments() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start();
        world.awaitAssigned("web-0-shop-kv-id");

        world.client
                .resources(AzureIdentityBinding.class)
                .inNamespace("shop")
                .withName("kv-id-b")
                .delete();

        world.awaitGone("web-0-shop-kv-id");
        world.awaitAttached(POOL);
    }

    @Test
    void restartAdoptsExistingAssignments() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start();
        var before = world.awaitAssigned("web-0-shop-kv-id");
        world.stop();

        world.start();
        world.grant("shop", "new-id", "new");
        world.pod("shop", "web-1", "pool-0", "new");
        world.awaitAssigned("web-1-shop-new-id");
        var after = world.awaitAssigned("web-0-shop-kv-id");
        assertThat(after.getMetadata().getResourceVersion())
                .isEqualTo(before.getMetadata().getResourceVersion());

        // It was attached before the restart, and still is ours to take off.
        world.deletePod("shop", "web-0");
        world.awaitAttached(POOL, id("new-id"));
    }
}
