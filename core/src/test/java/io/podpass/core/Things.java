package io.podpass.core;

import java.util.List;
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
        var attached = mode == CredentialMode.ATTACHED;
        return new Identity(
                key,
                mode,
                attached ? Optional.of(resourceId(seeded.pick("one", "two"))) : Optional.empty(),
                seeded.anyCase(seeded.pick("client-one", "client-two")),
                attached ? Optional.empty() : Optional.of(principal()),
                seeded.oneIn(3));
    }

    ServicePrincipal principal() {
        return new ServicePrincipal(
                seeded.pick("tenant-one", "tenant-two"),
                seeded.flip() ? List.of() : List.of("tenant-three"),
                seeded.flip() ? Optional.empty() : Authority.of("https://login.example/"),
                new ObjectKey("a", seeded.pick("secret-one", "secret-two")));
    }

    Binding binding() {
        return new Binding(key(), seeded.pick("x", "y", "z"), selector(), seeded.below(2));
    }

    Pod pod() {
        return new Pod(
                key(),
                "uid",
                seeded.pick("", "n1", "n1", "n2"),
                seeded.flip()
                        ? Map.of(Pod.LABEL, selector())
                        : Map.of(Pod.LABEL, selector(), seeded.pick("app", "App"), seeded.pick("web", "WEB", "api")),
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

    ExceptionRule exception() {
        return new ExceptionRule(
                key(),
                seeded.flip()
                        ? Map.of(seeded.pick("app", "App"), seeded.anyCase(seeded.pick("web", "api")))
                        : Map.of(Pod.LABEL, seeded.pick("red", "blue", ""), "app", seeded.pick("web", "none")),
                seeded.oneIn(3)
                        ? Optional.empty()
                        : Optional.of(seeded.subset(
                                List.of(seeded.anyCase("client-one"), seeded.anyCase("client-two"), "client-three"))));
    }

    private Optional<String> named(String one, String two) {
        return seeded.oneIn(3) ? Optional.of(seeded.anyCase(seeded.pick(one, two))) : Optional.empty();
    }
}
