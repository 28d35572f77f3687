package io.podpass.controller;

import static io.podpass.controller.World.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.core.ResourceId;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is wrong with a host's identities although Azure does not say so. */
class SuspectsTest extends PoolTest {
    @Test
    void anIdentityThatAzureDoesNotNameIsFoundByHalves() throws Exception {
        for (var n = 0; n < 8; n++) {
            world.grant("shop", "id-" + n, "many");
        }
        world.azure.poison(id("id-5"));
        world.pod("shop", "web-0", "pool-0", "many");
        world.start();

        world.awaitAssignments(all -> all.stream()
                        .filter(one -> "Assigned".equals(one.getStatus().status()))
                        .count()
                == 7);
        var event = world.awaitEvent("binding apply error", "id-5-b");

        assertThat(event.getMessage()).contains("web-0-shop-id-5");
        assertThat(world.azure.attached(POOL))
                .containsExactlyInAnyOrder(IntStream.range(0, 8)
                        .filter(n -> n != 5)
                        .mapToObj(n -> id("id-" + n))
                        .toArray(ResourceId[]::new));
        assertThat(world.azure.refusals() + world.azure.applied().size()).isLessThanOrEqualTo(PatchBudget.BURST);
    }

    @Test
    void anIdentityThatWasMadeAnewIsTakenOffAndPutOnAgain() throws Exception {
        world.azure.host(POOL, id("kubelet-id"));
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start();
        world.awaitAssigned("web-0-shop-kv-id");

        world.azure.recreate(id("kv-id"));
        world.grant("shop", "other-id", "other");
        world.pod("shop", "web-1", "pool-0", "other");
        world.awaitAssigned("web-1-shop-other-id");
        while (!world.azure.principalIds(POOL).containsKey(id("kv-id"))) {
            assertThat(world.azure.awaitApplied()).isTrue();
        }

        assertThat(world.azure.attached(POOL)).containsExactlyInAnyOrder(id("kubelet-id"), id("kv-id"), id("other-id"));
    }

    @Test
    void takingOffTheLastIdentityLeavesWhatSomebodyPutOnMeanwhile() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start();
        world.awaitAssigned("web-0-shop-kv-id");

        world.azure.afterGet(() -> world.azure.attach(POOL, id("others")));
        world.deletePod("shop", "web-0");

        world.awaitAttached(POOL, id("others"));
    }

    @Test
    void whatCouldNotBeTakenOffIsTakenOffAfterARestart() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start();
        world.awaitAssigned("web-0-shop-kv-id");
        var open = world.azure.slowDown(POOL);
        world.azure.failOnce(POOL, 500, Optional.empty());
        world.deletePod("shop", "web-0");
        world.awaitGone("web-0-shop-kv-id");
        open.countDown();
        world.stop();

        world.start();

        world.awaitAttached(POOL);
    }
}
