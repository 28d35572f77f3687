package io.podpass.controller;

import static io.podpass.controller.World.SETTINGS;
import static io.podpass.controller.World.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.podpass.kube.AzureAssignedIdentity;
import io.podpass.kube.Backoff;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An API server that is away, has forgotten, or lets others write first. */
class ApiServerFaultsTest extends PoolTest {
    private static final ControllerSettings SOON =
            SETTINGS.withHostBackoff(new Backoff(Duration.ofMillis(50), Duration.ofMillis(200)));

    @Test
    void whatChangedWhileItWasAwayIsActedOnWhenItIsBack() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        try (var line = world.line();
                var client = world.client(line);
                var _ = Controller.start(SOON, client, world.azure)) {
            world.awaitAssigned("web-0-shop-kv-id");

            line.cut();
            world.deletePod("shop", "web-0");
            world.grant("shop", "late-id", "late");
            world.pod("shop", "web-1", "pool-1", "late");
            // What goes on from before is answered 410.
            world.forgetChanges();
            line.mend();

            world.awaitAssigned("web-1-shop-late-id");
            world.awaitGone("web-0-shop-kv-id");
            world.awaitAttached(POOL, id("late-id"));
        }
    }

    @Test
    void othersWhoAlwaysWriteFirstHoldUpNothingForLong() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.grant("shop", "db-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        try (var client = world.client(new WritesFirst(5));
                var _ = Controller.start(SOON, client, world.azure)) {
            world.awaitAssigned("web-0-shop-kv-id");
            world.awaitAssigned("web-0-shop-db-id");

            world.pointIdentity("shop", "kv-id", "kv-2");
            world.awaitAssignments(all -> all.stream()
                    .anyMatch(one -> "Assigned".equals(one.getStatus().status())
                            && "client-of-kv-2"
                                    .equals(one.getSpec()
                                            .azureIdentityRef()
                                            .getSpec()
                                            .clientID())));
            world.awaitAttached(POOL, id("kv-2"), id("db-id"));

            world.deletePod("shop", "web-0");
            world.awaitGone("web-0-shop-kv-id");
            world.awaitAttached(POOL);
        }
    }

    /** Somebody who writes to each object right before we do, so many times for each. It changes nothing that counts. */
    private final class WritesFirst implements Interceptor {
        private final int times;
        private final Map<String, Integer> written = new HashMap<>();

        WritesFirst(int times) {
            this.times = times;
        }

        @Override
        public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
            var path = List.of(request.uri().getPath().split("/"));
            if (List.of("PUT", "PATCH").contains(request.method())
                    && mayWrite(request.uri().getPath())) {
                if (path.contains("azureassignedidentities")) {
                    touch(world.client
                            .resources(AzureAssignedIdentity.class)
                            .inNamespace("default")
                            .withName(path.getLast()));
                } else if (path.contains("configmaps")) {
                    touch(world.client.configMaps().inNamespace("default").withName(path.getLast()));
                }
            }
        }

        private synchronized boolean mayWrite(String path) {
            return written.merge(path, 1, Integer::sum) <= times;
        }

        private <T extends HasMetadata> void touch(Resource<T> resource) {
            var count = String.valueOf(written.size()) + written.values();
            if (resource.get() != null) {
                resource.edit(object -> {
                    object.getMetadata().setAnnotations(new HashMap<>(Map.of("others", count)));
                    return object;
                });
            }
        }
    }

    @Test
    void aLeaderWhoseClockHasRunOnLeadsNoMoreThoughNobodyToldIt() throws Exception {
        var clock = new StoryClock();
        var election = new LeaderElection(true, "default", "aad-pod-identity-mic", "one", Duration.ofMinutes(1));
        var gained = new CountDownLatch(1);
        try (var leadership = new Leadership(world.client, election, clock, gained::countDown, () -> {})) {
            leadership.run();
            assertThat(gained.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(leadership.leads()).isTrue();

            clock.advance(election.renewDeadline());

            assertThat(leadership.leads()).isFalse();
        }
    }
}
