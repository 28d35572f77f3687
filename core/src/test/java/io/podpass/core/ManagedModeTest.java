package io.podpass.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.core.Decision.Allowed;
import io.podpass.core.Decision.Reason;
import io.podpass.core.Decision.Refused;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ManagedModeTest {
    @Test
    void givesExactlyWhatBindingsOfThePodsOwnNamespaceGrant() {
        Cases.forAll(seeded -> {
            var things = new Things(seeded);
            var pod = things.pod();
            var bindings = seeded.several(8, things::binding);
            var identities = new HashMap<ObjectKey, Identity>();
            seeded.several(6, things::identity).forEach(identity -> identities.put(identity.key(), identity));

            var given = ManagedMode.assignments(pod, bindings, key -> Optional.ofNullable(identities.get(key)));

            for (var identity : identities.values()) {
                var bound = false;
                for (var binding : bindings) {
                    bound |= binding.key().namespace().equals(pod.key().namespace())
                            && binding.identity().equals(identity.key())
                            && binding.selector().equals(pod.selector())
                            && !pod.selector().isEmpty()
                            && !pod.node().isEmpty()
                            && !pod.finished();
                }
                assertThat(given.stream().filter(one -> one.identity().equals(identity)))
                        .hasSize(bound ? 1 : 0);
            }
            assertThat(given).allSatisfy(one -> {
                assertThat(one.usable()).isTrue();
                assertThat(one.identity().key().namespace()).isEqualTo(pod.key().namespace());
            });
        });
    }

    @Test
    void heaviestBindingAnswersARequestThatNamesNothingThenTheFirstByName() {
        var pod = pod("red");
        var bindings = List.of(binding("b", 1), binding("a", 1), binding("c", 0));

        assertThat(decide(pod, bindings))
                .isInstanceOfSatisfying(
                        Allowed.class,
                        allowed -> assertThat(allowed.assignment().binding()).isEqualTo(binding("a", 1)));
    }

    @Test
    void podWithoutTheLabelGetsNothingFromABindingWithoutASelector() {
        var binding = new Binding(new ObjectKey("a", "open"), "id", "", 0);

        assertThat(decide(pod(""), List.of(binding))).isEqualTo(new Refused(Reason.NO_LABEL));
    }

    private static Decision decide(Pod pod, List<Binding> bindings) {
        var assignments = ManagedMode.assignments(pod, bindings, key -> Optional.of(identity(key)));
        return Access.decide(pod, List.of(), assignments, RequestedIdentity.NONE, true);
    }

    private static Pod pod(String selector) {
        return new Pod(
                new ObjectKey("a", "web"), "uid", "n1", Map.of(Pod.LABEL, selector), "default", Set.of(), false, false);
    }

    private static Binding binding(String name, int weight) {
        return new Binding(new ObjectKey("a", name), "id-of-" + name, "red", weight);
    }

    private static Identity identity(ObjectKey key) {
        return Identity.attached(key, Things.resourceId(key.name()), key.name(), false);
    }
}
