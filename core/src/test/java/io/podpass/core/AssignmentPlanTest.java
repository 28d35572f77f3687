package io.podpass.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AssignmentPlanTest {
    private static final Pod POD = new Pod(
            new ObjectKey("a", "web"), "uid", "n1", Map.of(Pod.LABEL, "red"), "default", Set.of(), false, false);

    @Test
    void appliedTwiceItLeavesExactlyTheGrants() {
        Cases.forAll(seeded -> {
            var grants = grants(seeded);
            // Twice, because what is being deleted at first keeps its grant waiting.
            var before = existing(seeded, grants);
            var first = apply(AssignmentPlan.between(grants, before), before);
            var second = apply(AssignmentPlan.between(grants, first), first);
            assertThat(second.stream().map(AssignmentPlanTest::written))
                    .containsExactlyInAnyOrderElementsOf(
                            grants.stream().map(AssignmentPlanTest::asked).toList());
        });
    }

    @Test
    void planOnItsOwnOutcomeIsEmpty() {
        Cases.forAll(seeded -> {
            var grants = grants(seeded);
            var settled = grants.stream()
                    .map(grant -> recorded(grant, seeded.text("abc", 8), seeded.pick(settledStates())))
                    .toList();
            assertThat(AssignmentPlan.between(grants, seeded.shuffled(settled)).isEmpty())
                    .isTrue();
        });
    }

    @Test
    void neverDeletesTheOnlyAssignmentOfAnIdentityThatAGrantAsksFor() {
        Cases.forAll(seeded -> {
            var grants = grants(seeded);
            var existing = existing(seeded, grants);
            var plan = AssignmentPlan.between(grants, existing);
            var wanted = grants.stream().map(grant -> grant.identity().key()).collect(Collectors.toSet());
            var kept = existing.stream()
                    .filter(one -> !one.deleting() && !plan.delete().contains(one))
                    .map(one -> one.identity().key())
                    .toList();
            assertThat(kept)
                    .containsExactlyInAnyOrderElementsOf(existing.stream()
                            .filter(one -> !one.deleting())
                            .map(one -> one.identity().key())
                            .filter(wanted::contains)
                            .collect(Collectors.toSet()));
        });
    }

    @Test
    void orderOfTheAssignmentsDoesNotMatter() {
        Cases.forAll(seeded -> {
            var grants = grants(seeded);
            var existing = existing(seeded, grants);
            var plan = AssignmentPlan.between(grants, existing);
            var other = AssignmentPlan.between(grants, seeded.shuffled(existing));
            assertThat(other.create()).isEqualTo(plan.create());
            assertThat(other.update()).isEqualTo(plan.update());
            assertThat(other.delete()).containsExactlyInAnyOrderElementsOf(plan.delete());
        });
    }

    @Test
    void touchesNoAssignmentTwiceAndNoneThatIsBeingDeleted() {
        Cases.forAll(seeded -> {
            var grants = grants(seeded);
            var plan = AssignmentPlan.between(grants, existing(seeded, grants));
            var touched = new ArrayList<>(plan.delete());
            plan.update().forEach(update -> touched.add(update.from()));
            assertThat(touched).doesNotHaveDuplicates().noneMatch(Assignment::deleting);
        });
    }

    @Test
    void grantWaitsForTheObjectOfItsIdentityThatIsBeingDeleted() {
        Cases.forAll(seeded -> {
            var grants = grants(seeded);
            var existing = existing(seeded, grants);
            var leaving = existing.stream()
                    .filter(Assignment::deleting)
                    .map(one -> one.identity().key())
                    .toList();
            assertThat(AssignmentPlan.between(grants, existing).create())
                    .noneMatch(grant -> leaving.contains(grant.identity().key()));
        });
    }

    @Test
    void unassignedIsTakenUpAgainWhenThePodWantsItsIdentityBack() {
        Cases.forAll(seeded -> {
            for (var grant : grants(seeded)) {
                var left = recorded(grant, "left", AssignmentState.UNASSIGNED);
                assertThat(AssignmentPlan.between(List.of(grant), List.of(left)).update())
                        .containsExactly(new AssignmentPlan.Update(left, grant));
            }
        });
    }

    private static List<Object> written(Assignment one) {
        return List.of(one.pod(), one.node(), one.identity(), one.binding());
    }

    private static List<Object> asked(Grant grant) {
        return List.of(grant.pod().key(), grant.pod().node(), grant.identity(), grant.binding());
    }

    private static AssignmentState[] settledStates() {
        return new AssignmentState[] {AssignmentState.CREATED, AssignmentState.ASSIGNED, AssignmentState.LEGACY};
    }

    /** Of one pod, at most one for each identity, as matching gives them. */
    private static List<Grant> grants(Seeded seeded) {
        var things = new Things(seeded);
        var grants = new LinkedHashMap<ObjectKey, Grant>();
        for (var binding : seeded.several(6, things::binding)) {
            grants.putIfAbsent(binding.identity(), new Grant(POD, binding, things.identity(binding.identity())));
        }
        return List.copyOf(grants.values());
    }

    /**
     * Of the same pod, which may have been on another node; some write a grant down, or nearly. Two objects may be of one
     * identity.
     */
    private static List<Assignment> existing(Seeded seeded, List<Grant> grants) {
        var things = new Things(seeded);
        var existing = new LinkedHashMap<ObjectKey, Assignment>();
        for (var one : seeded.several(6, things::assignment)) {
            var near = grants.isEmpty() || seeded.flip()
                    ? new Grant(POD, one.binding(), one.identity())
                    : seeded.pick(grants);
            existing.put(
                    one.key(),
                    new Assignment(
                            one.key(),
                            POD.key(),
                            one.node(),
                            near.identity(),
                            seeded.oneIn(4) ? one.binding() : near.binding(),
                            one.state(),
                            one.objectId(),
                            one.deleting()));
        }
        return List.copyOf(existing.values());
    }

    /** Carries the plan out; objects that were being deleted are gone by then. */
    private static List<Assignment> apply(AssignmentPlan plan, List<Assignment> existing) {
        var after = new ArrayList<Assignment>();
        var gone = new HashSet<>(plan.delete());
        for (var one : existing) {
            var update = plan.update().stream()
                    .filter(candidate -> candidate.from().equals(one))
                    .findFirst();
            if (update.isPresent()) {
                after.add(recorded(update.get().to(), one.key().name(), AssignmentState.CREATED));
            } else if (!gone.contains(one) && !one.deleting()) {
                after.add(one);
            }
        }
        plan.create()
                .forEach(grant -> after.add(recorded(
                        grant,
                        "new-" + grant.identity().key().namespace() + "-"
                                + grant.identity().key().name(),
                        AssignmentState.CREATED)));
        return after;
    }

    private static Assignment recorded(Grant grant, String name, AssignmentState state) {
        return new Assignment(
                new ObjectKey("default", name),
                grant.pod().key(),
                grant.pod().node(),
                grant.identity(),
                grant.binding(),
                state,
                Optional.empty(),
                false);
    }
}
