package io.podpass.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ResourceIdTest {
    private static final String ORDERS =
            "/subscriptions/S/resourceGroups/Shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/Orders";

    @Test
    void spellingsThatDifferInCaseAreOneId() {
        Cases.forAll(seeded -> assertThat(new ResourceId(seeded.anyCase(ORDERS)))
                .isEqualTo(new ResourceId(ORDERS))
                .hasToString(ORDERS.toLowerCase(Locale.ROOT)));
    }

    @Test
    void partsAreThoseBetweenTheSlashes() {
        var id = new ResourceId(ORDERS);

        assertThat(id.subscription()).isEqualTo("s");
        assertThat(id.resourceGroup()).isEqualTo("shop");
        assertThat(id.type()).isEqualTo("microsoft.managedidentity/userassignedidentities");
        assertThat(id.name()).isEqualTo("orders");
    }

    @Test
    void userAssignedIdentityIsWhatTheSlashesSay() {
        Cases.forAll(seeded -> {
            var text = nearlyAnId(seeded);
            assertThat(ResourceId.userAssignedIdentity(text).isPresent())
                    .as(text)
                    .isEqualTo(bySlashes(text));
        });
    }

    @Test
    void whatIsNoIdIsRefusedWithTheFormThatIsExpected() {
        assertThatThrownBy(() -> new ResourceId("orders"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"orders\"")
                .hasMessageContaining("/subscriptions/<subid>/");
    }

    private static boolean bySlashes(String text) {
        var parts = List.of(text.toLowerCase(Locale.ROOT).split("/", -1));
        return parts.size() == 9
                && parts.get(0).isEmpty()
                && parts.subList(1, 9).stream()
                        .noneMatch(part -> part.isEmpty() || part.contains(" ") || part.contains("\n"))
                && parts.get(1).equals("subscriptions")
                && parts.get(3).equals("resourcegroups")
                && parts.get(5).equals("providers")
                && parts.get(6).equals("microsoft.managedidentity")
                && parts.get(7).equals("userassignedidentities");
    }

    /** An id with up to two parts exchanged, emptied or spoilt, and perhaps more behind it. */
    static String nearlyAnId(Seeded seeded) {
        var parts = ORDERS.split("/", -1);
        for (var _ : seeded.several(2, () -> "")) {
            parts[seeded.below(parts.length)] =
                    seeded.pick("", "x", " ", "x y", "x\n", "subscriptions", "providers", "virtualMachines");
        }
        return seeded.anyCase(String.join("/", parts)) + seeded.pick("", "", "", "/", "/x", "/x/y", " ", "\n");
    }
}
