package io.podpass.check;

import io.podpass.core.BuiltInRole;
import io.podpass.core.FindingKind;
import io.podpass.core.RoleNeed;
import io.podpass.core.RoleNeeds;
import io.podpass.core.RoleNeeds.IdentityScope;
import io.podpass.core.RoleNeeds.Wanted;
import io.podpass.core.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Roles that a cluster of these files needs and nobody in them gives its kubelet identity. Which those are, core says; what
 * a plan does not tell is taken for enough.
 */
final class RoleRule implements Rule {
    private static final Set<BuiltInRole> ATTACHING =
            Set.of(BuiltInRole.VIRTUAL_MACHINE_CONTRIBUTOR, BuiltInRole.MANAGED_IDENTITY_OPERATOR);

    @Override
    public Stream<Observation> inspect(World world) {
        var facts = new AzureFacts(world);
        var assigned = Assigned.of(world, facts);
        var usage = new Usage(world, facts);
        return world.resources(AzureFacts.CLUSTER)
                .flatMap(cluster -> facts.kubelet(cluster).stream()
                        .flatMap(kubelet -> new OfCluster(world, facts, usage, assigned, cluster, kubelet).findings()));
    }

    private record OfCluster(
            World world, AzureFacts facts, Usage usage, List<Assigned> assigned, Resource cluster, String kubelet) {
        Stream<Observation> findings() {
            return Stream.concat(controlPlane(), missing());
        }

        private Stream<Observation> controlPlane() {
            var principals = facts.controlPlane(world, cluster);
            return assigned.stream()
                    .filter(one -> one.principal().filter(principals::contains).isPresent())
                    .filter(this::meantForKubelet)
                    .map(one -> Observation.of(
                            FindingKind.CONTROL_PLANE_AS_PRINCIPAL,
                            one.resource(),
                            one.roleName().orElse("the role") + " goes to the identity of the control plane of "
                                    + cluster.address() + ", but nodes "
                                    + (one.isRole(BuiltInRole.ACR_PULL) ? "pull" : "attach identities")
                                    + " as the kubelet's",
                            "principal_id = " + cluster.address() + ".kubelet_identity[0].object_id"));
        }

        /** The control plane does need the right to assign single identities: its kubelet's. */
        private boolean meantForKubelet(Assigned one) {
            var role = one.role();
            if (role.isEmpty() || one.scope().isEmpty()) {
                return false;
            }
            var atNodes = one.scope().equals(facts.nodeGroup(cluster));
            if (role.get() != BuiltInRole.ACR_PULL && !(ATTACHING.contains(role.get()) && atNodes)) {
                return false;
            }
            return !met(new RoleNeed(role.get(), one.scope().get(), kubelet, ""));
        }

        private boolean met(RoleNeed need) {
            return need.metBy(assigned.stream().map(one -> one.atBest(need)).toList());
        }

        private Stream<Observation> missing() {
            var attaches = usage.release().isPresent()
                    || usage.objects()
                    || assigned.stream().anyMatch(one -> one.isFor(kubelet) && isAttaching(one));
            var alone = world.resources(AzureFacts.CLUSTER).count() == 1;
            var identities = attaches && alone ? usage.identities(kubelet, cluster) : Set.<Resource>of();
            var registries =
                    alone ? world.resources(AzureFacts.REGISTRY).collect(Collectors.toSet()) : Set.<Resource>of();
            var nodes = attaches ? facts.nodeGroup(cluster).map(Set::of).orElse(Set.of()) : Set.<Scope>of();
            var wanted = new Wanted(
                    kubelet,
                    nodes,
                    identities.stream()
                            .flatMap(one -> facts.resourceId(one).stream())
                            .collect(Collectors.toSet()),
                    registries.stream()
                            .flatMap(one -> facts.resourceId(one).stream())
                            .collect(Collectors.toSet()),
                    IdentityScope.IDENTITY);
            return RoleNeeds.of(wanted).stream()
                    .filter(need -> !met(need) && !blamed(need))
                    .map(this::finding);
        }

        private static boolean isAttaching(Assigned one) {
            return one.role().filter(ATTACHING::contains).isPresent();
        }

        /** Whether the role is assigned there, but to the wrong one: that has its own finding. */
        private boolean blamed(RoleNeed need) {
            var principals = facts.controlPlane(world, cluster);
            return assigned.stream()
                    .filter(one -> one.isRole(need.role()))
                    .filter(one ->
                            one.scope().map(scope -> scope.covers(need.scope())).orElse(true))
                    .anyMatch(one -> PrincipalRule.isClientId(facts, one.resource())
                            || one.principal().filter(principals::contains).isPresent());
        }

        private Observation finding(RoleNeed need) {
            var elsewhere = assigned.stream()
                    .filter(one -> one.isFor(kubelet) && one.isRole(need.role()))
                    .toList();
            var target = target(need.scope());
            var kind = !sure(need)
                    ? FindingKind.ROLE_NOT_SEEN
                    : elsewhere.isEmpty() ? FindingKind.ROLE_MISSING : FindingKind.SCOPE_DOES_NOT_COVER;
            var observed = elsewhere.isEmpty()
                    ? "nothing in these files gives the kubelet identity "
                            + need.role().roleName() + " on " + target
                    : elsewhere.stream()
                                    .map(one -> one.resource().address())
                                    .sorted()
                                    .collect(Collectors.joining(", ")) + " gives the kubelet identity "
                            + need.role().roleName() + ", but not on " + target;
            return Observation.of(
                    kind,
                    cluster,
                    observed + ": needed to " + need.reason(),
                    "assign \"" + need.role().roleName() + "\" with scope = " + remedyScope(need.scope())
                            + " and principal_id = " + cluster.address() + ".kubelet_identity[0].object_id");
        }

        /**
         * Roles may be assigned somewhere else. But who assigns one of the two here, or installs what needs them along with
         * a cluster that is only made, means to assign them here.
         */
        private boolean sure(RoleNeed need) {
            if (need.role() == BuiltInRole.ACR_PULL) {
                return cluster.creates() && usage.pullsFrom(registry(need.scope()));
            }
            var here = assigned.stream().anyMatch(one -> one.isFor(kubelet) && isAttaching(one));
            var nodes = facts.nodeGroup(cluster)
                    .filter(group -> group.covers(need.scope()))
                    .isPresent();
            var used = nodes || usage.names(identity(need.scope()));
            return used && (here || (cluster.creates() && usage.release().isPresent()));
        }

        private Optional<Resource> registry(Scope scope) {
            return named(AzureFacts.REGISTRY, scope);
        }

        private Optional<Resource> identity(Scope scope) {
            return named(AzureFacts.IDENTITY, scope);
        }

        private Optional<Resource> named(String type, Scope scope) {
            return world.resources(type)
                    .filter(one -> facts.id(one).equals(Optional.of(scope)))
                    .findFirst();
        }

        private String target(Scope scope) {
            return facts.nodeGroup(cluster).equals(Optional.of(scope))
                    ? "the nodes' resource group"
                    : registry(scope)
                            .or(() -> identity(scope))
                            .map(Resource::address)
                            .orElse(scope.value());
        }

        private String remedyScope(Scope scope) {
            return facts.nodeGroup(cluster).equals(Optional.of(scope))
                    ? cluster.address() + ".node_resource_group_id"
                    : registry(scope)
                            .or(() -> identity(scope))
                            .map(one -> one.address() + ".id")
                            .orElse(scope.value());
        }
    }
}
