package io.podpass.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.core.IdentityRules.Verdict.Invalid;
import io.podpass.core.IdentityRules.Verdict.Usable;
import io.podpass.core.IdentityRules.Written;
import io.podpass.core.IdentityRules.WrittenPrincipal;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class IdentityRulesTest {
    private static final ObjectKey KEY = new ObjectKey("shop", "orders");
    private static final String ORDERS = Things.resourceId("orders").value();
    private static final WrittenPrincipal PRINCIPAL =
            new WrittenPrincipal("tenant", List.of(), "https://login.microsoftonline.com/", "shop", "login");

    @Test
    void usableIsAKnownTypeWithAClientIdAndAResourceIdWhereItNeedsOne() {
        Cases.forAll(seeded -> {
            var written = new Written(
                    KEY,
                    seeded.below(5) - 1,
                    seeded.flip() ? ORDERS : ResourceIdTest.nearlyAnId(seeded),
                    seeded.pick("", " ", "client", "client"),
                    seeded.flip() ? PRINCIPAL : WrittenPrincipal.NONE,
                    seeded.pick("", "namespaced", "Namespaced"));
            var usable = switch (written.type()) {
                case 0 ->
                    !written.clientId().isBlank()
                            && ResourceId.userAssignedIdentity(written.resourceId())
                                    .isPresent();
                case 1, 2 ->
                    !written.clientId().isBlank() && written.principal().equals(PRINCIPAL);
                default -> false;
            };
            assertThat(IdentityRules.check(written) instanceof Usable).isEqualTo(usable);
        });
    }

    @Test
    void usableIdentityIsTheOneThatWasWritten() {
        assertThat(IdentityRules.check(
                        new Written(KEY, 0, ORDERS.toUpperCase(Locale.ROOT), "Client", WrittenPrincipal.NONE, "")))
                .isEqualTo(new Usable(Identity.attached(KEY, Things.resourceId("orders"), "Client", false)));
    }

    @Test
    void onlyTheExactAnnotationKeepsAnIdentityToItsNamespace() {
        Cases.forAll(seeded -> {
            var behavior = seeded.pick("namespaced", "", seeded.anyCase("namespaced"), "namespaced ");
            assertThat(IdentityRules.check(new Written(KEY, 0, ORDERS, "client", WrittenPrincipal.NONE, behavior)))
                    .isInstanceOfSatisfying(
                            Usable.class,
                            usable -> assertThat(usable.identity().namespaced())
                                    .isEqualTo(behavior.equals("namespaced")));
        });
    }

    @Test
    void problemNamesTheObjectAndWhatToWrite() {
        assertThat(IdentityRules.check(new Written(KEY, 0, "orders", "client", WrittenPrincipal.NONE, "")))
                .isInstanceOfSatisfying(Invalid.class, invalid -> {
                    assertThat(invalid.key()).isEqualTo(KEY);
                    assertThat(invalid.problem())
                            .startsWith("invalid resource id: \"orders\", must match /subscriptions/<subid>/");
                });
        assertThat(IdentityRules.check(new Written(KEY, 3, ORDERS, "client", WrittenPrincipal.NONE, "")))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.problem()).startsWith("unsupported identity type 3"));
        assertThat(IdentityRules.check(new Written(KEY, 0, ORDERS, "", WrittenPrincipal.NONE, "")))
                .isInstanceOfSatisfying(
                        Invalid.class, invalid -> assertThat(invalid.problem()).contains("spec.clientID"));
    }

    @Test
    void servicePrincipalHasNoResourceId() {
        assertThat(IdentityRules.check(new Written(KEY, 1, ORDERS, "client", PRINCIPAL, "")))
                .isInstanceOfSatisfying(
                        Usable.class,
                        usable -> assertThat(usable.identity().resourceId()).isEmpty());
    }
}
