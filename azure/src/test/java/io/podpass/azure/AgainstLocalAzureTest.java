package io.podpass.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.podpass.core.IdentityPatch;
import io.podpass.core.ResourceId;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Both clients against an Azure that checks tokens and roles, and serves only what is attached. */
final class AgainstLocalAzureTest {
    private static final String VAULT = "https://vault.azure.net";

    private static IdentityPatch attach(JsonNode identity) {
        return new IdentityPatch(
                false,
                true,
                new TreeSet<>(Set.of(new ResourceId(identity.path("id").asText()))),
                new TreeSet<>());
    }

    private static String clientId(JsonNode identity) {
        return identity.path("properties").path("clientId").asText();
    }

    @Test
    void anIdentityThatWasAttachedIsServedAndOneThatWasDetachedIsNot() {
        try (var world = new LocalWorld(Duration.ofSeconds(40))) {
            world.grant(LocalWorld.VM_CONTRIBUTOR, world.scaleSet());
            var orders = world.identity("orders");
            var id = new ResourceId(orders.path("id").asText());
            world.grant(LocalWorld.IDENTITY_OPERATOR, id.value());
            var hosts = world.hosts();
            var imds = world.imds();

            hosts.patch(world.host(), attach(orders));

            assertThat(hosts.get(world.host()).userAssigned()).contains(id).hasSize(2);
            assertThat(hosts.principalIds(world.host()))
                    .containsEntry(
                            id, orders.path("properties").path("principalId").asText());
            assertThat(imds.token(clientId(orders), VAULT, world.soon()).resource())
                    .isEqualTo(VAULT);

            hosts.patch(world.host(), new IdentityPatch(false, true, new TreeSet<>(), new TreeSet<>(Set.of(id))));

            assertThat(hosts.get(world.host()).userAssigned()).doesNotContain(id);
        }
    }

    @Test
    void anIdentityThatIsNotAttachedIsRefused() {
        try (var world = new LocalWorld(Duration.ZERO)) {
            var orders = world.identity("orders");

            var failure = catchThrowableOfType(
                    TokenException.class, () -> world.imds().token(clientId(orders), VAULT, world.soon()));

            assertThat(failure.status()).isEqualTo(403);
            assertThat(failure).hasMessageEndingWith("HTTP 400 invalid_request: Identity not found");
        }
    }

    @Test
    void whoMayAssignAnIdentityMayAskWhetherItExists() {
        try (var world = new LocalWorld(Duration.ZERO)) {
            var orders = world.identity("orders");
            var id = new ResourceId(orders.path("id").asText());
            world.grant(LocalWorld.IDENTITY_OPERATOR, world.group());

            assertThat(world.hosts().exists(id)).isTrue();
            world.delete(id);
            assertThat(world.hosts().exists(id)).isFalse();
        }
    }

    @Test
    void whoMayNotReadAnIdentityIsNotToldWhetherItExists() {
        try (var world = new LocalWorld(Duration.ZERO)) {
            var id = new ResourceId(world.identity("orders").path("id").asText());

            var failure =
                    catchThrowableOfType(ArmException.class, () -> world.hosts().exists(id));

            assertThat(failure.status()).isEqualTo(403);
        }
    }

    @Test
    void aControllerWithoutRightsOnTheHostIsToldWhatToType() {
        try (var world = new LocalWorld(Duration.ZERO)) {
            var failure = catchThrowableOfType(
                    ArmException.class, () -> world.hosts().patch(world.host(), attach(world.identity("orders"))));

            assertThat(failure.code()).isEqualTo("AuthorizationFailed");
            assertThat(failure)
                    .hasMessageContaining("az role assignment create --assignee-object-id "
                            + world.controllerObjectId()
                            + " --assignee-principal-type ServicePrincipal --role \"Virtual Machine Contributor\"");
        }
    }

    @Test
    void aControllerWithoutRightsOnTheIdentityIsToldWhatToTypeAndWhichItIs() {
        try (var world = new LocalWorld(Duration.ZERO)) {
            world.grant(LocalWorld.VM_CONTRIBUTOR, world.scaleSet());
            var orders = world.identity("orders");

            var failure =
                    catchThrowableOfType(ArmException.class, () -> world.hosts().patch(world.host(), attach(orders)));

            assertThat(failure.code()).isEqualTo("LinkedAuthorizationFailed");
            assertThat(failure.offending())
                    .containsExactly(new ResourceId(orders.path("id").asText()));
            assertThat(failure)
                    .hasMessageContaining("--assignee-object-id " + world.controllerObjectId())
                    .hasMessageContaining("--role \"Managed Identity Operator\" --scope ");
        }
    }
}
