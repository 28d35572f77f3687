package io.podpass.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podpass.core.BuiltInRole;
import io.podpass.core.ResourceId;
import io.podpass.core.RoleAssignment;
import io.podpass.core.RoleNeed;
import io.podpass.core.Scope;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ArmRolesTest {
    private final LocalWorld world = new LocalWorld(Duration.ZERO);
    private final ArmRoles roles = world.roles();
    private final Scope group = new Scope(world.group());
    private final RoleNeed need = new RoleNeed(
            BuiltInRole.VIRTUAL_MACHINE_CONTRIBUTOR, Scope.of(new ResourceId(world.scaleSet())), objectId(), "attach");

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void whoHasNoRoleHasNone() {
        assertThat(roles.of(objectId(), group)).isEmpty();
    }

    @Test
    void aRoleOfTheGroupCountsForWhatIsInIt() {
        world.grant(LocalWorld.VM_CONTRIBUTOR, world.group());

        assertThat(roles.of(objectId(), need.scope())).singleElement().satisfies(found -> {
            assertThat(found.role()).isEqualTo("Virtual Machine Contributor");
            assertThat(found.scope()).isEqualTo(group);
            assertThat(need.metBy(found)).isTrue();
        });
    }

    @Test
    void aRoleFurtherDownDoesNotCountForTheGroup() {
        world.grant(LocalWorld.VM_CONTRIBUTOR, world.scaleSet());

        assertThat(roles.of(objectId(), group)).isEmpty();
        assertThat(roles.storedUnder(objectId(), group)).isEmpty();
    }

    @Test
    void aRoleOfAClientIdIsFoundUnderThatIdAndCountsForNobody() {
        world.grant(LocalWorld.VM_CONTRIBUTOR, world.group(), world.controllerClientId());

        assertThat(roles.of(objectId(), group)).isEmpty();
        assertThat(roles.storedUnder(world.controllerClientId(), group))
                .extracting(RoleAssignment::role)
                .containsExactly("Virtual Machine Contributor");
    }

    @Test
    void assigningMeetsTheNeedAndAgainChangesNothing() {
        assertThat(roles.assign(need)).isTrue();
        assertThat(roles.assign(need)).isFalse();
        assertThat(need.metBy(roles.of(objectId(), need.scope()))).isTrue();
        assertThat(roles.of(objectId(), need.scope())).hasSize(1);
    }

    @Test
    void whatSomebodyHasAssignedUnderAnotherNameIsThere() {
        world.grant(LocalWorld.VM_CONTRIBUTOR, world.scaleSet());

        assertThat(roles.assign(need)).isFalse();
    }

    @Test
    void whoMayNotAssignIsToldWhichRoleIsMissing() {
        assertThatThrownBy(() -> world.rolesAsController().assign(need))
                .isInstanceOf(ArmException.class)
                .hasMessageStartingWith("cannot assign a role on " + need.scope() + ": HTTP 403 AuthorizationFailed")
                .hasMessageContaining("lacks the role \"Role Based Access Control Administrator\"");
    }

    @Test
    void aClusterTellsItsNodesGroupAndItsKubelet() {
        var cluster = world.clusters().cluster(world.cluster());

        assertThat(cluster.nodeGroup().value()).endsWith("/resourcegroups/mc_mc_rg_shop_westeurope");
        assertThat(cluster.kubelet()).get().satisfies(kubelet -> {
            assertThat(kubelet.objectId()).isNotEmpty().isNotEqualTo(kubelet.clientId());
        });
        assertThat(cluster.issuer()).get().asString().endsWith("/");
    }

    @Test
    void anIdentityTellsItsTwoIdsUntilItIsGone() {
        var id = new ResourceId(world.identity("orders").path("id").asText());
        assertThat(world.clusters().identity(id)).map(ArmPrincipal::objectId).isPresent();

        world.delete(id);
        assertThat(world.clusters().identity(id)).isEmpty();
    }

    private String objectId() {
        return world.controllerObjectId();
    }
}
