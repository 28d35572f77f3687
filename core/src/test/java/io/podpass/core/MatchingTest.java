package io.podpass.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MatchingTest {
    @Test
    void grantsAreWhatADoubleLoopFinds() {
        Cases.forAll(seeded -> {
            var world = new World(seeded);
            assertThat(Matching.grants(world.pod, world.bindings, world::identity, world.namespacedMode))
                    .isEqualTo(doubleLoop(world.pod, world.bindings, world.identities.values(), world.namespacedMode));
        });
    }

    @Test
    void orderOfTheBindingsDoesNotMatter() {
        Cases.forAll(seeded -> {
            var world = new World(seeded);
            assertThat(Matching.matches(
                            world.pod, seeded.shuffled(world.bindings), world::identity, world.namespacedMode))
                    .isEqualTo(Matching.matches(world.pod, world.bindings, world::identity, world.namespacedMode));
        });
    }

    @Test
    void everyBindingOfTheLabelIsExplainedOnce() {
        Cases.forAll(seeded -> {
            var world = new World(seeded);
            var expected = world.pod.selector().isEmpty() || world.pod.node().isEmpty() || world.pod.finished()
                    ? List.<Binding>of()
                    : world.bindings.stream()
                            .filter(binding -> binding.selector().equals(world.pod.selector()))
                            .toList();
            assertThat(Matching.matches(world.pod, world.bindings, world::identity, world.namespacedMode))
                    .extracting(Matching.Match::binding)
                    .containsExactlyInAnyOrderElementsOf(expected);
        });
    }

    @Test
    void casesLeadToEveryOutcome() {
        var reached = new HashSet<Matching.Outcome>();
        Cases.forAll(1, seeded -> {
            var world = new World(seeded);
            Matching.matches(world.pod, world.bindings, world::identity, world.namespacedMode)
                    .forEach(match -> reached.add(match.outcome()));
        });
        assertThat(reached).containsExactlyInAnyOrder(Matching.Outcome.values());
    }

    @Test
    void explanationAgreesWithTheGrants() {
        Cases.forAll(seeded -> {
            var world = new World(seeded);
            var granted = new ArrayList<ObjectKey>();
            for (var match : Matching.matches(world.pod, world.bindings, world::identity, world.namespacedMode)) {
                var identity = world.identity(match.binding().identity());
                assertThat(match.outcome()).isEqualTo(outcome(world, identity, granted));
                assertThat(match.grant().isPresent()).isEqualTo(match.outcome() == Matching.Outcome.GRANTED);
                match.grant().ifPresent(grant -> granted.add(grant.identity().key()));
            }
        });
    }

    @Test
    void ofTwoBindingsOfOneIdentityTheHeavierGrantsIt() {
        var identity = Identity.attached(new ObjectKey("a", "x"), Things.resourceId("one"), "client", false);
        var pod = new Pod(
                new ObjectKey("a", "p"), "uid", "n1", Map.of(Pod.LABEL, "kv"), "default", Set.of(), false, false);
        var light = new Binding(new ObjectKey("a", "first"), "x", "kv", 0);
        var heavy = new Binding(new ObjectKey("a", "second"), "x", "kv", 10);

        assertThat(Matching.grants(pod, List.of(light, heavy), _ -> Optional.of(identity), false))
                .containsExactly(new Grant(pod, heavy, identity));
    }

    @Test
    void emptySelectorGivesAnUnlabelledPodNothing() {
        var key = new ObjectKey("a", "x");
        var unlabelled = new Pod(key, "uid", "n1", Map.of(), "default", Set.of(), false, false);
        var identity = Identity.attached(key, Things.resourceId("one"), "client", false);

        assertThat(Matching.matches(
                        unlabelled, List.of(new Binding(key, "x", "", 0)), _ -> Optional.of(identity), false))
                .isEmpty();
    }

    @Test
    void namespacedModeOnlyTakesGrantsAway() {
        Cases.forAll(seeded -> {
            var world = new World(seeded);
            assertThat(Matching.grants(world.pod, world.bindings, world::identity, false))
                    .containsAll(Matching.grants(world.pod, world.bindings, world::identity, true));
        });
    }

    private static Matching.Outcome outcome(World world, Optional<Identity> identity, List<ObjectKey> granted) {
        if (identity.isEmpty()) {
            return Matching.Outcome.IDENTITY_MISSING;
        }
        var key = identity.get().key();
        if ((world.namespacedMode || identity.get().namespaced())
                && !key.namespace().equals(world.pod.key().namespace())) {
            return Matching.Outcome.OTHER_NAMESPACE;
        }
        return granted.contains(key) ? Matching.Outcome.SAME_IDENTITY : Matching.Outcome.GRANTED;
    }

    /** Every binding against every identity, the doubles taken out afterwards. */
    private static List<Grant> doubleLoop(
            Pod pod, List<Binding> bindings, Collection<Identity> identities, boolean namespacedMode) {
        var grants = new ArrayList<Grant>();
        for (var binding : bindings) {
            for (var identity : identities) {
                if (!pod.node().isEmpty()
                        && !pod.finished()
                        && !pod.selector().isEmpty()
                        && pod.selector().equals(binding.selector())
                        && binding.key().namespace().equals(identity.key().namespace())
                        && binding.identityName().equals(identity.key().name())
                        && (!namespacedMode
                                || pod.key().namespace().equals(binding.key().namespace()))
                        && (!identity.namespaced()
                                || pod.key().namespace().equals(binding.key().namespace()))) {
                    grants.add(new Grant(pod, binding, identity));
                }
            }
        }
        grants.sort(Comparator.comparingInt((Grant grant) -> -grant.binding().weight())
                .thenComparing(grant -> grant.binding().key().namespace())
                .thenComparing(grant -> grant.binding().key().name()));
        var first = new HashMap<ObjectKey, Grant>();
        grants.forEach(grant -> first.putIfAbsent(grant.identity().key(), grant));
        return grants.stream()
                .filter(grant -> grant.equals(first.get(grant.identity().key())))
                .toList();
    }

    /** A pod, bindings with different keys, some of the identities that they name. */
    private static final class World {
        final Pod pod;
        final List<Binding> bindings;
        final Map<ObjectKey, Identity> identities = new HashMap<>();
        final boolean namespacedMode;

        World(Seeded seeded) {
            var things = new Things(seeded);
            pod = things.pod();
            bindings = List.copyOf(seeded.several(8, things::binding).stream()
                    .collect(Collectors.toMap(Binding::key, Function.identity(), (first, _) -> first))
                    .values());
            seeded.several(8, things::identity).forEach(identity -> identities.put(identity.key(), identity));
            namespacedMode = seeded.flip();
        }

        Optional<Identity> identity(ObjectKey key) {
            return Optional.ofNullable(identities.get(key));
        }
    }
}
