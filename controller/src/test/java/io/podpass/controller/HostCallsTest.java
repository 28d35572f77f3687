package io.podpass.controller;

import static io.podpass.controller.World.id;
import static io.podpass.controller.World.scaleSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.kube.AzureIdentity;
import org.junit.jupiter.api.Test;

/** How few calls a host gets. */
class HostCallsTest extends PoolTest {
    @Test
    void anIdentityThatIsThereNeedsNoPatch() throws Exception {
        world.azure.host(POOL, id("kv-id"));
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start();

        world.awaitAssigned("web-0-shop-kv-id");

        assertThat(world.azure.applied()).isEmpty();
    }

    @Test
    void onePatchForManyPods() throws Exception {
        for (var pod = 0; pod < 30; pod++) {
            world.grant("shop", "id-" + pod, "app-" + pod);
        }
        world.grant("shop", "first-id", "first");
        world.pod("shop", "first", "pool-0", "first");
        var open = world.azure.slowDown(POOL);
        world.start();
        assertThat(world.azure.awaitPatch()).isTrue();

        for (var pod = 0; pod < 30; pod++) {
            world.pod("shop", "web-" + pod, "pool-" + pod % 2, "app-" + pod);
        }
        world.awaitAssignments(all -> all.size() == 31);
        open.countDown();
        world.awaitAssignments(all -> all.stream()
                        .filter(one -> "Assigned".equals(one.getStatus().status()))
                        .count()
                == 31);

        // What the second one missed by a hair of its watch may come in a third.
        assertThat(world.azure.applied()).hasSizeBetween(2, 3);
        assertThat(world.azure.overlaps()).isZero();
    }

    @Test
    void aHostIsLookedAtOnlyWhenAChangeMayFollow() throws Exception {
        world.start();

        for (var pod = 0; pod < PatchBudget.UNPACED + 4; pod++) {
            world.grant("shop", "id-" + pod, "app-" + pod);
            world.pod("shop", "web-" + pod, "pool-0", "app-" + pod);
            world.awaitAssigned("web-" + pod + "-shop-id-" + pod);
        }

        assertThat(world.azure.gets()).isEqualTo(world.azure.applied().size()).isEqualTo(PatchBudget.UNPACED + 4);
    }

    @Test
    void hostsDoNotWaitForEachOther() throws Exception {
        world.azure.host(scaleSet("quick"));
        world.node("quick", 0);
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "slow", "pool-0", "kv");
        var open = world.azure.slowDown(POOL);
        world.start();
        assertThat(world.azure.awaitPatch()).isTrue();

        world.pod("shop", "fast", "quick-0", "kv");

        world.awaitAssigned("fast-shop-kv-id");
        open.countDown();
        world.awaitAssigned("slow-shop-kv-id");
    }

    @Test
    void moreIdentitiesThanFitIntoOneRequestAreAllAttached() throws Exception {
        for (var n = 0; n < 160; n++) {
            world.grant("shop", "id-" + n, "many");
        }
        world.pod("shop", "web-0", "pool-0", "many");
        world.start();

        world.awaitAssignments(all -> all.stream()
                        .filter(one -> "Assigned".equals(one.getStatus().status()))
                        .count()
                == 160);
    }

    @Test
    void aServicePrincipalNeedsNoHost() throws Exception {
        world.apply("""
                apiVersion: aadpodidentity.k8s.io/v1
                kind: AzureIdentity
                metadata: {namespace: shop, name: sp}
                spec: {type: 1, clientID: app, tenantID: t, clientPassword: {name: secret, namespace: shop}}
                """, AzureIdentity.class);
        world.binding("shop", "sp-b", "sp", "sp");
        world.pod("shop", "web-0", "pool-0", "sp");
        world.start();

        world.awaitAssigned("web-0-shop-sp");

        assertThat(world.azure.gets()).isZero();
        assertThat(world.azure.applied()).isEmpty();
    }
}
