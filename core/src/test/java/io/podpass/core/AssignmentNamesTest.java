package io.podpass.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AssignmentNamesTest {
    /** RFC 1123 as the API server checks it. */
    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    @Test
    void plainFormIsKeptWhereItIsFree() {
        assertThat(AssignmentNames.choose(grant("web-0", "shop", "kv-id"), _ -> false))
                .isEqualTo("web-0-shop-kv-id");
    }

    @Test
    void plainFormIsKeptWhereverItFitsAndIsFree() {
        Cases.forAll(seeded -> {
            var grant = anyGrant(seeded);
            var plain = String.join(
                    "-",
                    grant.pod().key().name(),
                    grant.pod().key().namespace(),
                    grant.identity().key().name());
            var name = AssignmentNames.choose(grant, _ -> false);
            assertThat(name.equals(plain)).isEqualTo(plain.length() <= 253);
        });
    }

    @Test
    void everyNameIsOneThatTheApiServerAccepts() {
        Cases.forAll(seeded -> {
            var plainIsTaken = seeded.flip();
            var grant = anyGrant(seeded);
            var name = AssignmentNames.choose(
                    grant, candidate -> plainIsTaken && candidate.equals(AssignmentNames.plain(grant)));
            assertThat(name).matches(SUBDOMAIN).hasSizeLessThanOrEqualTo(253);
        });
    }

    @Test
    void distinctGrantsNeverShareAName() {
        Cases.forAll(seeded -> {
            var owners = new HashMap<String, Grant>();
            for (var grant : Set.copyOf(seeded.several(20, () -> collidingGrant(seeded)))) {
                assertThat(owners.putIfAbsent(AssignmentNames.choose(grant, owners::containsKey), grant))
                        .isNull();
            }
        });
    }

    @Test
    void nameThatLooksLikeAnothersHashTakesNothingFromIt() {
        var victim = grant("a", "b", "c");
        var hashed = AssignmentNames.choose(victim, AssignmentNames.plain(victim)::equals);
        var squatter = grant("a", "b", hashed.substring("a-b-".length()));
        assertThat(AssignmentNames.choose(squatter, _ -> false)).isEqualTo(hashed);

        var taken = Set.of(AssignmentNames.plain(victim), hashed);
        assertThat(AssignmentNames.choose(victim, taken::contains))
                .isNotIn(taken)
                .matches(SUBDOMAIN);
    }

    @Test
    void nameOfAGrantIsTheSameEachTime() {
        Cases.forAll(seeded -> {
            var grant = anyGrant(seeded);
            assertThat(AssignmentNames.choose(grant, AssignmentNames.plain(grant)::equals))
                    .isEqualTo(AssignmentNames.choose(grant, AssignmentNames.plain(grant)::equals));
        });
    }

    private static Grant collidingGrant(Seeded seeded) {
        return grant(seeded.pick("a", "a-b", "a-b-c"), seeded.pick("b", "c", "b-c"), seeded.pick("d", "c-d", "b-c-d"));
    }

    private static Grant anyGrant(Seeded seeded) {
        return grant(subdomain(seeded, 253), seeded.text("ab1", 1 + seeded.below(63)), subdomain(seeded, 253));
    }

    /** Mostly dots and dashes where a cut could leave them at the end. */
    private static String subdomain(Seeded seeded, int atMost) {
        var name = seeded.text("ab.--", 1 + seeded.below(atMost))
                .replaceAll("[.-]*[.][.-]*", ".")
                .replaceAll("^[.-]+|[.-]+$", "");
        return name.isEmpty() ? "x" : name;
    }

    private static Grant grant(String pod, String namespace, String identity) {
        var key = new ObjectKey(namespace, identity);
        return new Grant(
                new Pod(
                        new ObjectKey(namespace, pod),
                        "uid",
                        "n1",
                        Map.of(Pod.LABEL, "red"),
                        "default",
                        Set.of(),
                        false,
                        false),
                new Binding(key, identity, "red", 0),
                Identity.attached(key, Things.resourceId("one"), "client", false));
    }
}
