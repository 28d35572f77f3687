package io.podpass.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.controller.Readiness.Use;
import io.podpass.core.Identity;
import io.podpass.core.IdentityRules.Verdict;
import io.podpass.core.ObjectKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private static final ObjectKey KEY = new ObjectKey("shop", "kv-id");
    private static final Verdict USABLE =
            new Verdict.Usable(Identity.attached(KEY, World.id("kv-id"), "client", false));
    private static final Verdict INVALID = new Verdict.Invalid(KEY, "spec.clientID is empty");

    @Test
    void whatAllPodsCanUseIsReadyAndNamesTheHosts() {
        var ready = Readiness.ofIdentity(USABLE, List.of(usable("pool-b"), usable("pool-a"), usable("pool-b")));

        assertThat(ready).isEqualTo(new Readiness("True", "Assigned", "usable by 3 pods on pool-a, pool-b", "3/3"));
    }

    @Test
    void whatIsBeingAttachedSaysWhereItIsWaitedFor() {
        var ready = Readiness.ofIdentity(USABLE, List.of(usable("pool-a"), waiting("pool-b")));

        assertThat(ready)
                .isEqualTo(new Readiness("False", "Attaching", "usable by 1 of 2 pods, waiting for pool-b", "1/2"));
    }

    @Test
    void whatAzureSaidIsToldOnceWithAllItsHosts() {
        var ready = Readiness.ofIdentity(
                USABLE, List.of(usable("pool-a"), refused("pool-c"), refused("pool-b"), refused("pool-b")));

        assertThat(ready)
                .isEqualTo(new Readiness(
                        "False", "Refused", "usable by 1 of 4 pods; pool-b, pool-c: no right to assign", "1/4"));
    }

    @Test
    void whatNobodyUsesIsUnknown() {
        assertThat(Readiness.ofIdentity(USABLE, List.of()))
                .isEqualTo(new Readiness("Unknown", "NoPods", "no pod uses it", "0/0"));
        assertThat(Readiness.ofBinding(KEY, Optional.of(USABLE), "kv", List.of())
                        .message())
                .isEqualTo("no pod on a node that it may serve has the label aadpodidbinding=kv");
    }

    @Test
    void anInvalidIdentityTellsWhatIsWrongOnItselfAndOnItsBindings() {
        assertThat(Readiness.ofIdentity(INVALID, List.of()))
                .isEqualTo(new Readiness("False", "Invalid", "spec.clientID is empty", "0/0"));
        assertThat(Readiness.ofBinding(KEY, Optional.of(INVALID), "kv", List.of()))
                .isEqualTo(new Readiness(
                        "False", "IdentityInvalid", "identity shop/kv-id is invalid: spec.clientID is empty", "0/0"));
    }

    @Test
    void aBindingWithoutItsIdentityOrItsSelectorSaysSo() {
        assertThat(Readiness.ofBinding(KEY, Optional.empty(), "kv", List.of()).reason())
                .isEqualTo("IdentityMissing");
        assertThat(Readiness.ofBinding(KEY, Optional.of(USABLE), "", List.of()).reason())
                .isEqualTo("Invalid");
    }

    @Test
    void manyHostsAndLongTextsAreCutShort() {
        var many = IntStream.range(0, 9).mapToObj(n -> usable("pool-" + n)).toList();

        assertThat(Readiness.ofIdentity(USABLE, many).message())
                .isEqualTo("usable by 9 pods on pool-0, pool-1, pool-2, pool-3, pool-4 and 4 more");
        assertThat(Readiness.ofIdentity(USABLE, List.of(new Use("pool", false, Optional.of("long ".repeat(1000)))))
                        .message())
                .hasSize(1024)
                .endsWith("…");
    }

    private static Use usable(String host) {
        return new Use(host, true, Optional.empty());
    }

    private static Use waiting(String host) {
        return new Use(host, false, Optional.empty());
    }

    private static Use refused(String host) {
        return new Use(host, false, Optional.of("no right to assign"));
    }
}
