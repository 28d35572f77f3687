package io.podpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.cli.StatusReading.Labelled;
import io.podpass.core.Assignment;
import io.podpass.core.AssignmentState;
import io.podpass.core.Binding;
import io.podpass.core.Host;
import io.podpass.core.Identity;
import io.podpass.core.IdentityRules.Verdict;
import io.podpass.core.ObjectKey;
import io.podpass.core.Pod;
import io.podpass.core.ResourceId;
import io.podpass.kube.Records.AssignmentVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatusJudgmentTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final ObjectKey POD = new ObjectKey("shop", "orders-0");
    private static final ObjectKey IDENTITY = new ObjectKey("shop", "orders");
    private static final Binding BINDING = new Binding(new ObjectKey("shop", "orders"), "orders", "orders", 0);
    private static final Host HOST = Host.ofProviderId(
                    "azure:///subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachineScaleSets/pool/virtualMachines/0")
            .orElseThrow();

    @Test
    void assignedPodIsReadyAndCountsOnItsHost() {
        var report = judge(pod("node-0", false), List.of(BINDING), usable(false), List.of(AssignmentState.ASSIGNED));

        assertThat(report.pods()).singleElement().satisfies(row -> {
            assertThat(row.identity()).isEqualTo("shop/orders");
            assertThat(row.state()).isEqualTo("Assigned");
            assertThat(row.ageSeconds()).isEqualTo(90);
        });
        assertThat(List.of(report.ready(), report.waiting(), report.refused())).containsExactly(1L, 0L, 0L);
        assertThat(report.hosts()).isEqualTo(Map.of("pool", 1L));
        assertThat(report.leader()).isEqualTo("one");
    }

    @Test
    void createdAssignmentWaits() {
        var report = judge(pod("node-0", false), List.of(BINDING), usable(false), List.of(AssignmentState.CREATED));

        assertThat(state(report)).isEqualTo("Created");
        assertThat(report.waiting()).isOne();
    }

    @Test
    void grantThatIsNotWrittenDownWaits() {
        var report = judge(pod("node-0", false), List.of(BINDING), usable(false), List.of());

        assertThat(state(report)).isEqualTo("not assigned yet");
        assertThat(report.waiting()).isOne();
    }

    @Test
    void anUnreadableAssignmentIsCalledOne() {
        var broken = new AssignmentVerdict.Broken(new ObjectKey("default", "a"), POD, "node-0", false, "no spec");
        var reading = new StatusReading(
                List.of(pod("node-0", false)),
                List.of(BINDING),
                usable(false),
                List.of(broken),
                Map.of("node-0", HOST),
                Optional.of("one"));

        assertThat(state(new StatusJudgment(reading, false, NOW).report())).isEqualTo("assignment unreadable");
    }

    @Test
    void podOfNoNodeWaits() {
        var report = judge(pod("", false), List.of(BINDING), usable(false), List.of());

        assertThat(state(report)).isEqualTo("not scheduled to a node yet");
        assertThat(report.waiting()).isOne();
    }

    @Test
    void finishedPodIsNotCounted() {
        var report = judge(pod("node-0", true), List.of(BINDING), usable(false), List.of());

        assertThat(state(report)).isEqualTo("finished");
        assertThat(report.ready() + report.waiting() + report.refused()).isZero();
    }

    @Test
    void podWithoutBindingIsRefused() {
        assertRefused(judge(pod("node-0", false), List.of(), usable(false), List.of()), "no binding matches");
    }

    @Test
    void missingIdentityIsRefused() {
        assertRefused(judge(pod("node-0", false), List.of(BINDING), Map.of(), List.of()), "identity missing");
    }

    @Test
    void invalidIdentityIsRefusedWithItsProblem() {
        var invalid = Map.<ObjectKey, Verdict>of(IDENTITY, new Verdict.Invalid(IDENTITY, "no client id"));

        assertRefused(
                judge(pod("node-0", false), List.of(BINDING), invalid, List.of()), "identity invalid: no client id");
    }

    @Test
    void identityOfAnotherNamespaceIsRefused() {
        var elsewhere = new Labelled(
                new Pod(
                        new ObjectKey("web", "a"),
                        "u",
                        "node-0",
                        Map.of(Pod.LABEL, "orders"),
                        "",
                        Set.of(),
                        false,
                        false),
                NOW);

        assertRefused(
                judge(elsewhere, List.of(BINDING), usable(true), List.of()), "identity serves its own namespace only");
    }

    private static void assertRefused(StatusReport report, String state) {
        assertThat(state(report)).isEqualTo(state);
        assertThat(List.of(report.ready(), report.waiting(), report.refused())).containsExactly(0L, 0L, 1L);
    }

    private static String state(StatusReport report) {
        assertThat(report.pods()).hasSize(1);
        return report.pods().getFirst().state();
    }

    private static StatusReport judge(
            Labelled pod, List<Binding> bindings, Map<ObjectKey, Verdict> identities, List<AssignmentState> states) {
        var assignments = states.stream()
                .<AssignmentVerdict>map(state -> new AssignmentVerdict.Intact(new Assignment(
                        new ObjectKey("default", "orders-0-shop-orders"),
                        POD,
                        "node-0",
                        identity(false),
                        BINDING,
                        state,
                        Optional.empty(),
                        false)))
                .toList();
        var reading = new StatusReading(
                List.of(pod), bindings, identities, assignments, Map.of("node-0", HOST), Optional.of("one"));
        return new StatusJudgment(reading, false, NOW).report();
    }

    private static Map<ObjectKey, Verdict> usable(boolean namespaced) {
        return Map.of(IDENTITY, new Verdict.Usable(identity(namespaced)));
    }

    private static Identity identity(boolean namespaced) {
        var id = ResourceId.userAssignedIdentity(
                        "/subscriptions/s/resourcegroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders")
                .orElseThrow();
        return Identity.attached(IDENTITY, id, "0bf43f9f-5b1f-4a4f-8b0c-9f0a40f6a3d1", namespaced);
    }

    private static Labelled pod(String node, boolean finished) {
        return new Labelled(
                new Pod(POD, "uid", node, Map.of(Pod.LABEL, "orders"), "", Set.of(), false, finished),
                NOW.minusSeconds(90));
    }
}
