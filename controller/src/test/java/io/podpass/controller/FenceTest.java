package io.podpass.controller;

import static io.podpass.controller.World.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.azure.HostIdentityClient;
import io.podpass.core.Host;
import io.podpass.core.HostIdentities;
import io.podpass.core.IdentityPatch;
import io.podpass.core.ResourceId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two controllers, of which one has lost the lease and does not know it, or lost it in the middle of something. */
class FenceTest {
    private static final Host POOL = World.scaleSet("pool");

    private final StoryClock clock = new StoryClock();
    private final FakeHosts azure = new FakeHosts();
    private final FakeRecords records = new FakeRecords();
    private final KubernetesClient nobody = Unreachable.client();
    private final HostDriver next = new HostDriver(nobody, azure, records, clock, () -> true);
    private boolean leads = true;
    private Instant due = StoryClock.START;
    private Runnable duringPatch = () -> {};
    private Runnable duringWrite = () -> {};

    private final HostDriver first = new HostDriver(
            nobody,
            new HostIdentityClient() {
                @Override
                public HostIdentities get(Host host) {
                    return azure.get(host);
                }

                @Override
                public boolean exists(ResourceId identity) {
                    return azure.exists(identity);
                }

                @Override
                public Map<ResourceId, String> principalIds(Host host) {
                    return azure.principalIds(host);
                }

                @Override
                public void patch(Host host, IdentityPatch patch) {
                    duringPatch.run();
                    azure.patch(host, patch);
                }
            },
            new HostRecords() {
                @Override
                public Optional<Entry> read(Host host) {
                    return records.read(host);
                }

                @Override
                public Entry write(Host host, Optional<Entry> before, Collection<ResourceId> attached) {
                    duringWrite.run();
                    return records.write(host, before, attached);
                }
            },
            clock,
            () -> leads);

    @BeforeEach
    void open() {
        azure.host(POOL, id("kubelet"));
    }

    @AfterEach
    void close() {
        first.close();
        next.close();
        nobody.close();
    }

    @Test
    void oneThatDoesNotLeadChangesNothing() throws Exception {
        leads = false;

        first.turn(POOL, Set.of(id("orders")));

        assertThat(azure.attached(POOL)).containsExactly(id("kubelet"));
    }

    @Test
    void oneWhoseLeaseComesBackGoesOnSoon() throws Exception {
        leads = false;
        var due = first.turn(POOL, Set.of(id("orders")));
        leads = true;

        assertThat(due).isBefore(clock.instant().plus(ControllerSettings.RECONCILE));
        clock.moveTo(due);
        first.turn(POOL, Set.of(id("orders")));

        assertThat(azure.attached(POOL)).containsExactlyInAnyOrder(id("kubelet"), id("orders"));
    }

    @Test
    void aLeaseThatEndsWhileTheRecordIsWrittenStopsThePatch() throws Exception {
        first.turn(POOL, Set.of(id("orders")));
        duringWrite = () -> leads = false;

        first.turn(POOL, Set.of(id("orders"), id("late")));

        assertThat(azure.attached(POOL)).containsExactlyInAnyOrder(id("kubelet"), id("orders"));
    }

    @Test
    void aRecordThatTheNextOneHasWrittenStopsThePatch() throws Exception {
        first.turn(POOL, Set.of(id("orders")));
        next.turn(POOL, Set.of(id("orders"), id("billing")));

        first.turn(POOL, Set.of(id("orders"), id("late")));

        assertThat(azure.attached(POOL)).containsExactlyInAnyOrder(id("kubelet"), id("orders"), id("billing"));
    }

    @Test
    void whatWasAttachedByAPatchThatOutlivedItsLeaseIsTakenOffByTheNextOne() throws Exception {
        duringPatch = () -> {
            // The lease ends now; the next controller takes over before the patch takes effect.
            leads = false;
            turnOfNext(Set.of());
        };
        first.turn(POOL, Set.of(id("orders")));
        assertThat(azure.attached(POOL)).containsExactlyInAnyOrder(id("kubelet"), id("orders"));

        clock.moveTo(due);
        turnOfNext(Set.of());

        assertThat(azure.attached(POOL)).containsExactly(id("kubelet"));
    }

    @Test
    void whatWasTakenOffByAPatchThatOutlivedItsLeaseIsPutOnAgainByTheNextOne() throws Exception {
        first.turn(POOL, Set.of(id("orders")));
        duringPatch = () -> {
            leads = false;
            turnOfNext(Set.of(id("orders")));
        };
        first.turn(POOL, Set.of());
        assertThat(azure.attached(POOL)).containsExactly(id("kubelet"));

        clock.moveTo(due);
        turnOfNext(Set.of(id("orders")));

        assertThat(azure.attached(POOL)).containsExactlyInAnyOrder(id("kubelet"), id("orders"));
    }

    private void turnOfNext(Set<ResourceId> wanted) {
        try {
            due = next.turn(POOL, wanted);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }
}
