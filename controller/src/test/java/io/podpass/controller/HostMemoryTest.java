package io.podpass.controller;

import static io.podpass.controller.World.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.podpass.core.HostIdentities;
import io.podpass.core.IdentityPatch;
import io.podpass.core.ResourceId;
import io.podpass.kube.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class HostMemoryTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private HostMemory memory = memory(new FakeRecords());

    private static HostMemory memory(HostRecords records) {
        return new HostMemory(
                new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(5)),
                new Ownership(World.scaleSet("pool"), records));
    }

    @Test
    void whatWasThereBeforeUsIsNotOurs() {
        memory.learn(demand(), NOON);
        memory.saw(new HostIdentities(true, Set.of(id("kubelet"))), NOON);

        assertThat(memory.ours()).isEmpty();
    }

    @Test
    void whatWeTriedToAttachIsOursEvenIfTheOutcomeIsUnknown() {
        memory.learn(demand(), NOON);
        memory.learn(demand(), NOON);
        memory.saw(new HostIdentities(true, Set.of()), NOON);
        memory.sending(attach("kv"), Set.of());
        memory.failed(NOON, Optional.empty());

        assertThat(memory.ours()).containsExactly(id("kv"));
    }

    @Test
    void whatWasRefusedIsNotOurs() {
        memory.learn(demand(), NOON);
        memory.saw(new HostIdentities(true, Set.of()), NOON);
        memory.sending(attach("kv"), Set.of());
        memory.refused(Set.of(id("kv")), NOON);
        memory.notAttached(Set.of(id("kv")));

        assertThat(memory.ours()).isEmpty();
        assertThat(memory.refusedAt(NOON)).containsExactly(id("kv"));
        assertThat(memory.refusedAt(NOON.plusSeconds(5))).isEmpty();
    }

    @Test
    void aRefusalLastsTwiceAsLongEachTime() {
        memory.refused(Set.of(id("kv")), NOON);
        memory.refused(Set.of(id("kv")), NOON.plusSeconds(5));

        assertThat(memory.refusedAt(NOON.plusSeconds(14))).containsExactly(id("kv"));
        assertThat(memory.refusedAt(NOON.plusSeconds(15))).isEmpty();
    }

    @Test
    void whatWeMayHaveAttachedIsOursAfterARestart() {
        var records = new FakeRecords();
        var before = memory(records);
        before.learn(demand(), NOON);
        before.sending(attach("kv"), Set.of());

        var after = memory(records);
        after.learn(demand(), NOON);
        after.saw(new HostIdentities(false, Set.of()), NOON);

        assertThat(after.ours()).containsExactly(id("kv"));
    }

    @Test
    void whatWasSeenToBeOffIsNotOursAfterARestart() {
        var records = new FakeRecords();
        var before = memory(records);
        before.learn(demand(), NOON);
        before.sending(attach("kv"), Set.of());
        before.applied(detach("kv"));
        before.saw(new HostIdentities(true, Set.of()), NOON);
        before.save();

        var after = memory(records);
        after.learn(demand(), NOON);

        assertThat(after.ours()).isEmpty();
    }

    @Test
    void whatAzureOnlySaysItHasTakenOffStaysOurs() {
        memory.learn(demand(), NOON);
        memory.sending(attach("kv"), Set.of());
        memory.applied(detach("kv"));
        memory.saw(new HostIdentities(true, Set.of(id("kv"))), NOON);

        assertThat(memory.ours()).containsExactly(id("kv"));
    }

    @Test
    void whatOthersTookOffIsNoLongerOurs() {
        memory.learn(demand(), NOON);
        memory.sending(attach("kv"), Set.of());
        memory.saw(new HostIdentities(false, Set.of()), NOON.plus(Ownership.UNSURE));

        assertThat(memory.ours()).isEmpty();
    }

    @Test
    void identitiesOfAnOldControllerAreTakenOverButNotTheClustersOwn() {
        var ofCluster = new ResourceId("/subscriptions/s/resourceGroups/mc_g/providers/Microsoft.ManagedIdentity/"
                + "userAssignedIdentities/aks-agentpool");
        memory.learn(
                new HostDemand(Set.of(id("kv")), List.of(), Set.of(id("kv"), id("own"), ofCluster), Set.of(id("own"))),
                NOON);

        assertThat(memory.ours()).containsExactly(id("kv"));
    }

    @Test
    void nothingIsTakenOverOnceThereIsARecord() {
        var records = new FakeRecords();
        memory(records).learn(new HostDemand(Set.of(id("kv")), List.of(), Set.of(), Set.of()), NOON);

        var after = memory(records);
        after.learn(new HostDemand(Set.of(id("kv")), List.of(), Set.of(id("kv")), Set.of()), NOON);

        assertThat(after.ours()).isEmpty();
    }

    @Test
    void aSecondControllerCannotClaim() {
        var records = new FakeRecords();
        var other = memory(records);
        other.learn(demand(), NOON);
        memory = memory(records);
        memory.learn(demand(), NOON);
        memory.sending(attach("kv"), Set.of());

        assertThatThrownBy(() -> other.sending(attach("kv-2"), Set.of())).isInstanceOf(KubernetesClientException.class);
    }

    @Test
    void aHostIsForgottenOnlyWhenItsBudgetIsFull() {
        memory.budget().take(NOON);

        assertThat(memory.forgettable(NOON)).isFalse();
        assertThat(memory.forgettable(NOON.plus(PatchBudget.REFILL))).isTrue();
    }

    @Test
    void azureIsLeftAloneForAsLongAsItAsks() {
        memory.failed(NOON, Optional.of(Duration.ofMinutes(20)));

        assertThat(memory.leftAlone(NOON.plus(Duration.ofMinutes(19)))).isTrue();
        assertThat(memory.leftAlone(NOON.plus(Duration.ofMinutes(20)))).isFalse();
        assertThat(memory.nextTurn(NOON, NOON.plus(Duration.ofMinutes(3))))
                .isEqualTo(NOON.plus(Duration.ofMinutes(20)));
    }

    private static HostDemand demand() {
        return new HostDemand(Set.of(), List.of(), Set.of(), Set.of());
    }

    private static IdentityPatch detach(String name) {
        return new IdentityPatch(true, true, new TreeSet<>(), new TreeSet<>(Set.of(id(name))));
    }

    private static IdentityPatch attach(String name) {
        return new IdentityPatch(true, true, new TreeSet<>(Set.of(id(name))), new TreeSet<>());
    }
}
