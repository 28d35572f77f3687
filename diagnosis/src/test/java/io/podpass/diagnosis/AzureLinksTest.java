package io.podpass.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.azure.ArmPrincipal;
import io.podpass.core.BuiltInRole;
import io.podpass.core.RoleAssignment;
import io.podpass.core.Scope;
import io.podpass.diagnosis.AzureReading.HostReading;
import io.podpass.diagnosis.AzureReading.RoleReading;
import io.podpass.diagnosis.Link.State;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AzureLinksTest {
    private static final String OBJECT_ID = "22222222-2222-2222-2222-222222222222";
    private static final ArmPrincipal PRINCIPAL =
            new ArmPrincipal(OBJECT_ID, WhyStory.identity(false).clientId());
    private static final Scope VAULT =
            new Scope("/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v");

    private final WhyStory story = new WhyStory();
    private Part<Optional<ArmPrincipal>> principal = Part.read(Optional.of(PRINCIPAL));
    private Part<HostReading> host = Part.read(new HostReading(true, Optional.of(OBJECT_ID)));

    @Test
    void aMachineOfAzureHolds() {
        assertThat(AzureLinks.host(story.facts().reading()).observed()).isEqualTo("scale set pool");
    }

    @Test
    void aNodeThatIsNoMachineOfAzureIsBroken() {
        story.host = Part.read(Optional.empty());
        assertThat(AzureLinks.host(story.facts().reading()).state()).isEqualTo(State.BROKEN);
    }

    @Test
    void anAttachedIdentityHolds() {
        assertThat(azure(false).state()).isEqualTo(State.HOLDS);
        assertThat(azure(false).observed()).isEqualTo("attached to scale set pool, object id " + OBJECT_ID);
    }

    @Test
    void withoutALookAzureIsUnknown() {
        var link = AzureLinks.azure(WhyStory.identity(false), WhyStory.HOST, false, Optional.empty());
        assertThat(link.state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void anIdentityThatAzureDoesNotHaveIsBroken() {
        principal = Part.read(Optional.empty());
        assertThat(azure(false).observed()).startsWith("Azure has no identity");
        assertThat(azure(false).state()).isEqualTo(State.BROKEN);
    }

    @Test
    void anObjectIdInPlaceOfTheClientIdIsCalledOne() {
        principal =
                Part.read(Optional.of(new ArmPrincipal(WhyStory.identity(false).clientId(), "right")));
        assertThat(azure(false).observed()).endsWith("Azure's is right (that is the object id)");
        assertThat(azure(false).remedy()).get().asString().contains("{\"spec\":{\"clientID\":\"right\"}}");
    }

    @Test
    void whatSomebodyTookOffIsAwaited() {
        host = Part.read(new HostReading(false, Optional.empty()));
        assertThat(azure(false).state()).isEqualTo(State.WAITS);
    }

    @Test
    void inManagedModeNobodyElseAttaches() {
        host = Part.read(new HostReading(false, Optional.empty()));
        assertThat(azure(true).state()).isEqualTo(State.BROKEN);
        assertThat(azure(true).remedy())
                .contains("az vmss identity assign --ids " + WhyStory.HOST.id() + " --identities " + WhyStory.RESOURCE);
    }

    @Test
    void anIdentityThatWasMadeAnewHasToBeAttachedAnew() {
        for (var known : List.of(Optional.<String>empty(), Optional.of("old"))) {
            host = Part.read(new HostReading(true, known));
            assertThat(azure(false).observed()).contains("deleted and made anew");
            assertThat(azure(false).remedy()).get().asString().contains("identity remove", "identity assign");
        }
    }

    @Test
    void whatCannotBeReadIsUnknown() {
        host = Part.unread("cannot read: HTTP 403");
        assertThat(azure(false).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void aRoleThatIsEnoughHolds() {
        var user = BuiltInRole.KEY_VAULT_SECRETS_USER;
        var link = role(new RoleReading(
                OBJECT_ID, List.of(new RoleAssignment(OBJECT_ID, VAULT, user.roleName(), user.permissions())), false));
        assertThat(link.state()).isEqualTo(State.HOLDS);
        assertThat(link.observed()).endsWith(": Key Vault Secrets User");
    }

    @Test
    void ownershipIsNoRightToReadSecrets() {
        var owner = BuiltInRole.OWNER;
        var link = role(new RoleReading(
                OBJECT_ID,
                List.of(new RoleAssignment(OBJECT_ID, VAULT, owner.roleName(), owner.permissions())),
                false));
        assertThat(link.state()).isEqualTo(State.BROKEN);
        assertThat(link.remedy()).get().asString().contains("--role \"Key Vault Secrets User\" --scope " + VAULT);
    }

    @Test
    void aRoleOfTheClientIdIsCalledWhatItIs() {
        assertThat(role(new RoleReading(OBJECT_ID, List.of(), true)).observed())
                .contains("has no role on", "assigned to its client id, which gives nothing");
    }

    private Link azure(boolean managed) {
        return AzureLinks.azure(
                WhyStory.identity(false),
                WhyStory.HOST,
                managed,
                Optional.of(new AzureReading(principal, host, Optional.empty())));
    }

    private static Link role(RoleReading reading) {
        return AzureLinks.role(VAULT, Optional.empty(), Part.read(reading));
    }
}
