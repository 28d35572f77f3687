package io.podpass.core;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Random objects out of domains so small that names, ids and labels often coincide. */
final class Things {
    private final Seeded seeded;

    Things(Seeded seeded) {
        this.seeded = seeded;
    }

    static ResourceId resourceId(String name) {
        return new ResourceId(
                "/subscriptions/s/resourcegroups/g/providers/microsoft.managedidentity/userassignedidentities/" + name);
    }

    ObjectKey key() {
        return new ObjectKey(seeded.pick("a", "b"), seeded.pick("x", "y", "z"));
    }

    String selector() {
        return seeded.pick("", "red", "red", "Red", "blue");
    }

    Identity identity() {
        return identity(key());
    }

    Identity identity(ObjectKey key) {
        var mode = seeded.pick(CredentialMode.values());
        return new Identity(
                key,
                mode,
                mode == CredentialMode.ATTACHED ? Optional.of(resourceId(seeded.pick("one", "two"))) : Optional.empty(),
                seeded.anyCase(seeded.pick("client-one", "client-two")),
                seeded.oneIn(3));
    }

    Binding binding() {
        return new Binding(key(), seeded.pick("x", "y", "z"), selector(), seeded.below(2));
    }

    Pod pod() {
        return new Pod(
                key(),
                "uid",
                seeded.pick("", "n1", "n1", "n2"),
                Map.of(Pod.LABEL, selector()),
                "default",
                Set.of(),
                seeded.oneIn(8),
                seeded.oneIn(8));
    }

    /** What the controller could have written for some pod, at some time. */
    Assignment assignment() {
        var binding = binding();
        return new Assignment(
                new ObjectKey("default", seeded.text("abc", 3)),
                key(),
                seeded.pick("n1", "n1", "n2"),
                identity(binding.identity()),
                binding,
                seeded.pick(AssignmentState.values()),
                seeded.flip() ? Optional.of(seeded.anyCase(seeded.pick("object-one", "object-two"))) : Optional.empty(),
                seeded.oneIn(6));
    }

    RequestedIdentity requested() {
        return new RequestedIdentity(
                named("client-one", "client-two"),
                named(resourceId("one").value(), resourceId("two").value()),
                named("object-one", "object-two"));
    }

    private Optional<String> named(String one, String two) {
        return seeded.oneIn(3) ? Optional.of(seeded.anyCase(seeded.pick(one, two))) : Optional.empty();
    }
}
