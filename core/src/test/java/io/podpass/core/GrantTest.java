package io.podpass.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrantTest {
    @Test
    void assignmentLiesWithTheIdentityWhereItServesNoOtherNamespace() {
        Cases.forAll(seeded -> {
            var things = new Things(seeded);
            var identity = things.identity();
            var namespacedMode = seeded.flip();
            var pod = new Pod(things.key(), "uid", "n1", Map.of(Pod.LABEL, "red"), "default", Set.of(), false, false);
            var binding = new Binding(things.key(), identity.key().name(), "red", 0);
            assertThat(new Grant(pod, binding, identity).assignmentNamespace(namespacedMode))
                    .isEqualTo(
                            !namespacedMode && !identity.namespaced()
                                    ? "default"
                                    : identity.key().namespace());
        });
    }
}
