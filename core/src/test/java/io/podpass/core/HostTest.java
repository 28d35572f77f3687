package io.podpass.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostTest {
    @Test
    void instancesOfOneScaleSetAreOneHostInAnySpelling() {
        Cases.forAll(seeded -> {
            var scaleSet = group(seeded) + "/virtualMachineScaleSets/" + name(seeded);
            assertThat(Host.ofProviderId(
                            "azure://" + seeded.anyCase(scaleSet + "/virtualMachines/" + seeded.below(100))))
                    .contains(new Host(Host.Kind.SCALE_SET, new ResourceId(scaleSet)));
        });
    }

    @Test
    void machineIsItsOwnHostInAnySpelling() {
        Cases.forAll(seeded -> {
            var machine = group(seeded) + "/virtualMachines/" + name(seeded);
            assertThat(Host.ofProviderId("azure://" + seeded.anyCase(machine)))
                    .contains(new Host(Host.Kind.VM, new ResourceId(machine)));
        });
    }

    @Test
    void whatIsNoMachineOfAzuresIsNoHost() {
        var machine = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/vm";
        var scaleSet = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachineScaleSets/pool";
        assertThat(List.of(
                        "",
                        "azure://",
                        machine,
                        "kind://docker/kind/node",
                        "aws:///eu-central-1a/i-0123456789",
                        "azure://" + machine + "/extensions/x",
                        "azure://" + scaleSet + "/extensions/x",
                        "azure://" + scaleSet + "/virtualMachines/0/extensions/x",
                        "azure:///subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a"))
                .allSatisfy(text -> assertThat(Host.ofProviderId(text)).as(text).isEqualTo(Optional.empty()));
    }

    @Test
    void providerIdThatWouldReachElsewhereInAUrlIsNoHost() {
        assertThat(List.of("..", ".", "vm?x", "vm#x", "vm%2f..", "vm\\x", "vm@x", "vm;x"))
                .allSatisfy(name -> assertThat(Host.ofProviderId(
                                "azure:///subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/"
                                        + name))
                        .as(name)
                        .isEmpty());
    }

    @Test
    void noProviderIdMakesItFail() {
        Cases.forAll(seeded -> assertThat(
                        Host.ofProviderId(seeded.pick("", "azure:/", "azure://") + ResourceIdTest.nearlyAnId(seeded)))
                .isEmpty());
    }

    private static String group(Seeded seeded) {
        return "/subscriptions/s/resourceGroups/" + name(seeded) + "/providers/Microsoft.Compute";
    }

    private static String name(Seeded seeded) {
        return seeded.pick("g", "MC_shop-1_(west).eu", "virtualMachines", "virtualMachineScaleSets", "providers");
    }
}
