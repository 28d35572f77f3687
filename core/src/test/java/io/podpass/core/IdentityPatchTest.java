package io.podpass.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class IdentityPatchTest {
    @Test
    void patchesBringTheHostToWhatIsWantedAndLeaveTheRestAlone() {
        Cases.forAll(seeded -> {
            var wish = new AttachWish(seeded);
            var host = new ArmHost(wish.host());
            wish.plan().patches(wish.host()).forEach(host::take);
            assertThat(host.userAssigned).isEqualTo(wish.outcome());
        });
    }

    @Test
    void identityOfTheHostsOwnIsNeitherLostNorMade() {
        Cases.forAll(seeded -> {
            var wish = new AttachWish(seeded);
            var host = new ArmHost(wish.host());
            for (var patch : wish.plan().patches(wish.host())) {
                host.take(patch);
                assertThat(host.systemAssigned).isEqualTo(wish.systemAssigned);
            }
        });
    }

    @Test
    void noPatchNamesMoreThanArmTakes() {
        Cases.forAll(seeded -> {
            var wish = new AttachWish(seeded);
            assertThat(wish.plan().patches(wish.host()))
                    .allMatch(patch -> patch.attach().size() + patch.detach().size() <= 150);
        });
    }

    @Test
    void thereAreNoMorePatchesThanNeeded() {
        Cases.forAll(seeded -> {
            var wish = new AttachWish(seeded);
            var changes = wish.plan().attach().size() + wish.plan().detach().size();
            assertThat(wish.plan().patches(wish.host())).hasSize(Math.ceilDiv(changes, 150));
        });
    }

    @Test
    void everyPatchChangesSomething() {
        Cases.forAll(seeded -> {
            var wish = new AttachWish(seeded);
            var later = new ArmHost(new HostIdentities(wish.systemAssigned, new AttachWish(seeded).present));
            for (var patch : wish.plan().patches(later.identities())) {
                var before = later.identities();
                later.take(patch);
                assertThat(later.identities()).isNotEqualTo(before);
            }
        });
    }

    @Test
    void planIsCarriedOutOnAHostThatHasChangedSince() {
        Cases.forAll(seeded -> {
            var wish = new AttachWish(seeded);
            var later = new ArmHost(new HostIdentities(wish.systemAssigned, new AttachWish(seeded).present));
            var expected = new TreeSet<>(later.userAssigned);
            expected.removeAll(wish.plan().detach());
            expected.addAll(wish.plan().attach());
            wish.plan().patches(later.identities()).forEach(later::take);
            assertThat(later.identities()).isEqualTo(new HostIdentities(wish.systemAssigned, expected));
        });
    }

    @Test
    void additionsGoBeforeRemovals() {
        Cases.forAll(seeded -> {
            var wish = new AttachWish(seeded);
            var removing = false;
            for (var patch : wish.plan().patches(wish.host())) {
                assertThat(removing && !patch.attach().isEmpty()).isFalse();
                removing |= !patch.detach().isEmpty();
            }
        });
    }

    @Test
    void lastRemovalCarriesTheTypeAlone() {
        assertThat(new IdentityPatch(false, false, new TreeSet<>(), new TreeSet<>()).type())
                .isEqualTo("None");
        assertThat(new IdentityPatch(true, false, new TreeSet<>(), new TreeSet<>()).type())
                .isEqualTo("SystemAssigned");
    }
}
