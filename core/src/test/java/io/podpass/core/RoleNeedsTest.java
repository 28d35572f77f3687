package io.podpass.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.podpass.core.RoleNeeds.IdentityScope;
import io.podpass.core.RoleNeeds.Wanted;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoleNeedsTest {
    private static final String KUBELET = "11111111-2222-3333-4444-555555555555";
    private static final Scope NODES = Scope.ofGroup("s", "mc_g_c_west");
    private static final ResourceId INSIDE = identity("mc_g_c_west", "inside");
    private static final ResourceId FIRST = identity("apps", "first");
    private static final ResourceId SECOND = identity("apps", "second");
    private static final ResourceId REGISTRY =
            new ResourceId("/subscriptions/s/resourceGroups/shared/providers/Microsoft.ContainerRegistry/registries/r");

    @Test
    void theNodesGroupNeedsBothRoles() {
        assertThat(RoleNeeds.of(wanted(Set.of(), IdentityScope.GROUP)))
                .extracting(RoleNeed::role, RoleNeed::scope)
                .containsExactly(
                        tuple(BuiltInRole.VIRTUAL_MACHINE_CONTRIBUTOR, NODES),
                        tuple(BuiltInRole.MANAGED_IDENTITY_OPERATOR, NODES),
                        tuple(BuiltInRole.ACR_PULL, Scope.of(REGISTRY)));
    }

    @Test
    void identitiesOfTheNodesGroupNeedNothingMore() {
        assertThat(operatorScopes(Set.of(INSIDE), IdentityScope.IDENTITY)).containsExactly(NODES);
    }

    @Test
    void identitiesElsewhereNeedTheirGroupOnce() {
        assertThat(operatorScopes(Set.of(FIRST, SECOND), IdentityScope.GROUP))
                .containsExactly(NODES, Scope.ofGroup("s", "apps"));
    }

    @Test
    void identitiesElsewhereNeedOneRoleEachWhenAsked() {
        assertThat(operatorScopes(Set.of(FIRST, SECOND), IdentityScope.IDENTITY))
                .containsExactly(NODES, Scope.of(FIRST), Scope.of(SECOND));
    }

    @Test
    void aRoleFurtherUpIsEnough() {
        var need = need(BuiltInRole.MANAGED_IDENTITY_OPERATOR, Scope.of(FIRST));
        assertThat(need.metBy(has(BuiltInRole.CONTRIBUTOR, new Scope("/subscriptions/s"))))
                .isTrue();
    }

    @Test
    void aRoleOnSomethingElseIsNotEnough() {
        var need = need(BuiltInRole.MANAGED_IDENTITY_OPERATOR, Scope.of(FIRST));
        assertThat(need.metBy(has(BuiltInRole.MANAGED_IDENTITY_OPERATOR, Scope.of(SECOND))))
                .isFalse();
    }

    @Test
    void theRoleOfAnotherPrincipalIsNotEnough() {
        var role = BuiltInRole.ACR_PULL;
        var other = new RoleAssignment("other", Scope.of(REGISTRY), role.roleName(), role.permissions());
        assertThat(need(role, Scope.of(REGISTRY)).metBy(other)).isFalse();
    }

    @Test
    void twoCustomRolesTogetherAreEnough() {
        var need = need(BuiltInRole.VIRTUAL_MACHINE_CONTRIBUTOR, NODES);
        var reads = custom("Microsoft.Compute/*/read");
        var writes = custom("Microsoft.Compute/*/write");
        assertThat(need.metBy(List.of(reads))).isFalse();
        assertThat(need.metBy(List.of(reads, writes))).isTrue();
    }

    @Test
    void whatIsGrantedAsNeededIsMissingNoMore() {
        Cases.forAll(seeded -> {
            var needs = RoleNeeds.of(new Wanted(
                    KUBELET,
                    Set.of(NODES),
                    seeded.subset(Set.of(INSIDE, FIRST, SECOND)),
                    seeded.subset(Set.of(REGISTRY)),
                    seeded.pick(IdentityScope.values())));
            var granted = needs.stream().filter(_ -> seeded.flip()).toList();
            var assignments =
                    granted.stream().map(need -> has(need.role(), need.scope())).toList();
            assertThat(RoleNeeds.missing(needs, assignments)).noneMatch(granted::contains);
            assertThat(RoleNeeds.missing(needs, List.of())).isEqualTo(needs);
        });
    }

    @Test
    void theCommandTakesTheObjectIdWithoutAskingTheDirectory() {
        assertThat(need(BuiltInRole.ACR_PULL, Scope.of(REGISTRY)).command())
                .isEqualTo("az role assignment create --assignee-object-id " + KUBELET
                        + " --assignee-principal-type ServicePrincipal --role \"AcrPull\" --scope " + REGISTRY);
    }

    private static List<Scope> operatorScopes(Set<ResourceId> identities, IdentityScope reach) {
        return RoleNeeds.of(wanted(identities, reach)).stream()
                .filter(need -> need.role() == BuiltInRole.MANAGED_IDENTITY_OPERATOR)
                .map(RoleNeed::scope)
                .toList();
    }

    private static Wanted wanted(Set<ResourceId> identities, IdentityScope reach) {
        return new Wanted(KUBELET, Set.of(NODES), identities, Set.of(REGISTRY), reach);
    }

    private static RoleNeed need(BuiltInRole role, Scope scope) {
        return new RoleNeed(role, scope, KUBELET, "work");
    }

    private static RoleAssignment has(BuiltInRole role, Scope scope) {
        return new RoleAssignment(KUBELET, scope, role.roleName(), role.permissions());
    }

    private static RoleAssignment custom(String action) {
        return new RoleAssignment(
                KUBELET, NODES, "ours", new Permissions(List.of(action), List.of(), List.of(), List.of()));
    }

    private static ResourceId identity(String group, String name) {
        return new ResourceId("/subscriptions/s/resourceGroups/" + group
                + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/" + name);
    }
}
