package io.podpass.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AttachPlanTest {
    @Test
    void neverDetachesWhatIsNotOurs() {
        Cases.forAll(seeded -> {
            var wish = new AttachWish(seeded);
            assertThat(wish.plan().detach()).isSubsetOf(wish.ours);
        });
    }

    @Test
    void neverDetachesWhatIsWanted() {
        Cases.forAll(seeded -> {
            var wish = new AttachWish(seeded);
            assertThat(wish.plan().detach()).noneMatch(wish.wanted::contains);
        });
    }

    @Test
    void attachesExactlyWhatIsMissing() {
        Cases.forAll(seeded -> {
            var wish = new AttachWish(seeded);
            var attach = wish.plan().attach();
            assertThat(attach).allMatch(id -> wish.wanted.contains(id) && !wish.present.contains(id));
            assertThat(wish.wanted).allMatch(id -> wish.present.contains(id) || attach.contains(id));
        });
    }

    @Test
    void isEmptyExactlyWhenTheHostIsAsItShouldBe() {
        Cases.forAll(seeded -> {
            var wish = new AttachWish(seeded);
            assertThat(wish.plan().isEmpty()).isEqualTo(wish.outcome().equals(wish.present));
        });
    }

    @Test
    void planOnItsOwnOutcomeIsEmpty() {
        Cases.forAll(seeded -> {
            var wish = new AttachWish(seeded);
            assertThat(AttachPlan.between(wish.wanted, wish.outcome(), wish.ours)
                            .isEmpty())
                    .isTrue();
        });
    }

    @Test
    void additionWinsOverARemovalOfTheSameIdentity() {
        var both = new TreeSet<>(Set.of(Things.resourceId("one")));
        var plan = new AttachPlan(both, both);

        assertThat(plan.attach()).isEqualTo(both);
        assertThat(plan.detach()).isEmpty();
    }

    @Test
    void planIsAValueThatNobodyCanChange() {
        var plan = AttachPlan.between(Set.of(Things.resourceId("one")), Set.of(), new HashSet<>());

        assertThatThrownBy(() -> plan.attach().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
