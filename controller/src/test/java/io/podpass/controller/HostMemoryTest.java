package io.podpass.controller;

import static io.podpass.controller.World.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.core.HostIdentities;
import io.podpass.core.IdentityPatch;
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

    private final HostMemory memory = new HostMemory(new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(5)));

    @Test
    void whatWasThereBeforeUsIsNotOurs() {
        memory.saw(new HostIdentities(true, Set.of(id("kubelet"))), NOON);

        assertThat(memory.ours()).isEmpty();
    }

    @Test
    void whatWeTriedToAttachIsOursEvenIfTheOutcomeIsUnknown() {
        memory.saw(new HostIdentities(true, Set.of()), NOON);
        memory.sending(attach("kv"), Set.of());
        memory.failed(NOON, Optional.empty());

        assertThat(memory.ours()).containsExactly(id("kv"));
    }

    @Test
    void whatWasRefusedIsNotOurs() {
        memory.saw(new HostIdentities(true, Set.of()), NOON);
        memory.sending(attach("kv"), Set.of());
        memory.refused(Set.of(id("kv")), NOON);

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
    void aMarkOnAnAssignmentMakesItOursAfterARestart() {
        memory.learn(new HostDemand(Set.of(), List.of(), Set.of(id("kv"), id("own")), Set.of(id("own"))));

        assertThat(memory.ours()).containsExactly(id("kv"));
    }

    @Test
    void azureIsLeftAloneForAsLongAsItAsks() {
        memory.failed(NOON, Optional.of(Duration.ofMinutes(20)));

        assertThat(memory.leftAlone(NOON.plus(Duration.ofMinutes(19)))).isTrue();
        assertThat(memory.leftAlone(NOON.plus(Duration.ofMinutes(20)))).isFalse();
        assertThat(memory.nextTurn(NOON, NOON.plus(Duration.ofMinutes(3))))
                .isEqualTo(NOON.plus(Duration.ofMinutes(20)));
    }

    private static IdentityPatch attach(String name) {
        return new IdentityPatch(true, true, new TreeSet<>(Set.of(id(name))), new TreeSet<>());
    }
}
