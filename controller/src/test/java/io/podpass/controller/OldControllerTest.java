package io.podpass.controller;

import static io.podpass.controller.World.SETTINGS;
import static io.podpass.controller.World.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.kube.AzureAssignedIdentity;
import io.podpass.kube.AzureAssignedIdentityStatus;
import io.podpass.kube.AzureIdentityBinding;
import io.podpass.kube.Backoff;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the old controller's unit tests fix and no other test of ours shows (spec aad-pod-identity §7.2, area "mic"). */
class OldControllerTest extends PoolTest {
    @Test
    void aPodThatComesBackOnAnotherNodeIsAssignedThere() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "db-0", "pool-0", "kv");
        world.start();
        world.awaitAssigned("db-0-shop-kv-id");

        world.deletePod("shop", "db-0");
        world.pod("shop", "db-0", "pool-1", "kv");

        var moved = await("db-0-shop-kv-id", "pool-1");
        assertThat(moved.getMetadata().getLabels()).containsEntry("nodename", "pool-1");
        assertThat(moved.getSpec().nodeName()).isEqualTo("pool-1");
    }

    @Test
    void aSecondIdentityOfAPodLeavesTheFirstAlone() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start();
        var first = world.awaitAssigned("web-0-shop-kv-id");

        world.grant("shop", "db-id", "kv");

        world.awaitAssigned("web-0-shop-db-id");
        assertThat(world.awaitAssigned("web-0-shop-kv-id").getMetadata().getResourceVersion())
                .isEqualTo(first.getMetadata().getResourceVersion());
        assertThat(world.azure.attached(POOL)).containsExactlyInAnyOrder(id("kv-id"), id("db-id"));
    }

    @Test
    void additionsChangesAndRemovalsOfOneMomentAllHappen() throws Exception {
        for (var name : List.of("stays", "goes", "comes")) {
            world.identity("shop", name);
        }
        world.binding("shop", "stays-b", "stays", "one");
        world.binding("shop", "goes-b", "goes", "two");
        world.pod("shop", "web-1", "pool-0", "one");
        world.pod("shop", "web-2", "pool-1", "two");
        world.start();
        world.awaitAssigned("web-1-shop-stays");
        world.awaitAssigned("web-2-shop-goes");

        world.client
                .resources(AzureIdentityBinding.class)
                .inNamespace("shop")
                .withName("goes-b")
                .delete();
        world.binding("shop", "comes-b", "comes", "two");
        world.deletePod("shop", "web-1");
        world.pod("shop", "web-1", "pool-1", "one");

        world.awaitAssigned("web-2-shop-comes");
        world.awaitGone("web-2-shop-goes");
        await("web-1-shop-stays", "pool-1");
        world.awaitAttached(POOL, id("stays"), id("comes"));
    }

    @Test
    void sameNamesInTwoNamespacesAreBothAssignedWhenNamespaced() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.grant("other", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.pod("other", "web-0", "pool-0", "kv");
        world.start(SETTINGS.withForceNamespaced(true));

        var all = world.awaitAssignments(list -> list.size() == 2
                && list.stream()
                        .allMatch(one -> "Assigned".equals(one.getStatus().status())));

        assertThat(all)
                .extracting(one -> one.getMetadata().getNamespace() + "/"
                        + one.getMetadata().getName())
                .containsExactlyInAnyOrder("shop/web-0-shop-kv-id", "other/web-0-other-kv-id");
    }

    @Test
    void aDetachThatFailsIsTriedAgain() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start(SETTINGS.withHostBackoff(new Backoff(Duration.ofMillis(50), Duration.ofMillis(50))));
        world.awaitAssigned("web-0-shop-kv-id");

        world.azure.failOnce(POOL, 500, Optional.empty());
        world.deletePod("shop", "web-0");

        world.awaitAttached(POOL);
    }

    @Test
    void anAssignmentThatWasLeftUnassignedIsCleanedUp() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start();
        var left = world.awaitAssigned("web-0-shop-kv-id");
        world.stop();
        world.deletePod("shop", "web-0");
        world.client
                .resources(AzureAssignedIdentity.class)
                .inNamespace(left.getMetadata().getNamespace())
                .withName(left.getMetadata().getName())
                .edit(object -> {
                    object.setStatus(new AzureAssignedIdentityStatus("Unassigned", 1));
                    return object;
                });

        world.start();

        world.awaitGone("web-0-shop-kv-id");
    }

    @Test
    void podsOfNodesThatVanishLoseTheirAssignmentsAndTheOthersKeepThem() throws Exception {
        world.grant("shop", "kv-id", "kv");
        var nodes = IntStream.range(2, 10).mapToObj(n -> world.node("pool", n)).toList();
        for (var n = 0; n < nodes.size(); n++) {
            world.pod("shop", "web-" + n, nodes.get(n), "kv");
        }
        world.start();
        for (var n = 0; n < nodes.size(); n++) {
            world.awaitAssigned("web-" + n + "-shop-kv-id");
        }

        for (var n = 0; n < nodes.size(); n += 2) {
            world.client.nodes().withName(nodes.get(n)).delete();
            world.deletePod("shop", "web-" + n);
        }

        var left = world.awaitAssignments(all -> all.size() == nodes.size() / 2);
        assertThat(left).allSatisfy(one -> assertThat(one.getStatus().status()).isEqualTo("Assigned"));
        assertThat(world.azure.attached(POOL)).containsExactly(id("kv-id"));
    }

    private AzureAssignedIdentity await(String name, String node) throws Exception {
        return world.awaitAssignments(all -> all.stream().anyMatch(one -> isOn(one, name, node))).stream()
                .filter(one -> isOn(one, name, node))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isOn(AzureAssignedIdentity object, String name, String node) {
        return object.getMetadata().getName().equals(name)
                && node.equals(object.getSpec().nodeName())
                && "Assigned".equals(object.getStatus().status());
    }
}
