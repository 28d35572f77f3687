package io.podpass.core;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which roles a cluster's own identity has to have (spec aad-pod-identity §5.1). */
public final class RoleNeeds {
    private RoleNeeds() {}

    /** How far the right to attach reaches for identities that are not in the nodes' resource group. */
    public enum IdentityScope {
        /** One role assignment for all identities of a group: fewer, of which a subscription has 4,000. */
        GROUP,
        /** One for each identity: no right to attach others of the group. */
        IDENTITY
    }

    /**
     * What a cluster has and uses.
     *
     * @param principalId object id of the identity that attaches and pulls, the kubelet's on AKS
     * @param nodeGroups resource groups in which scale sets and machines are
     * @param identities those to attach
     * @param registries those to pull from
     */
    public record Wanted(
            String principalId,
            Set<Scope> nodeGroups,
            Set<ResourceId> identities,
            Set<ResourceId> registries,
            IdentityScope identityScope) {
        public Wanted {
            nodeGroups = Set.copyOf(nodeGroups);
            identities = Set.copyOf(identities);
            registries = Set.copyOf(registries);
        }
    }

    /** In the order in which people read them: hosts, then identities, then registries. */
    public static List<RoleNeed> of(Wanted wanted) {
        var groups = new TreeSet<>(wanted.nodeGroups());
        var elsewhere = wanted.identities().stream()
                .map(Scope::of)
                .filter(scope -> groups.stream().noneMatch(group -> group.covers(scope)))
                .map(scope -> wanted.identityScope() == IdentityScope.GROUP
                        ? scope.group().orElse(scope)
                        : scope)
                .collect(Collectors.toCollection(TreeSet::new));
        return Stream.of(
                        needs(
                                wanted,
                                BuiltInRole.VIRTUAL_MACHINE_CONTRIBUTOR,
                                groups,
                                "change the identities of scale sets and machines"),
                        needs(
                                wanted,
                                BuiltInRole.MANAGED_IDENTITY_OPERATOR,
                                groups,
                                "attach identities of the nodes' resource group"),
                        needs(
                                wanted,
                                BuiltInRole.MANAGED_IDENTITY_OPERATOR,
                                elsewhere,
                                "attach identities that are there"),
                        needs(
                                wanted,
                                BuiltInRole.ACR_PULL,
                                wanted.registries().stream()
                                        .map(Scope::of)
                                        .collect(Collectors.toCollection(TreeSet::new)),
                                "pull images from the registry"))
                .flatMap(List::stream)
                .toList();
    }

    /** Those of {@code needs} that {@code assignments} leave open, in the same order. */
    public static List<RoleNeed> missing(Collection<RoleNeed> needs, Collection<RoleAssignment> assignments) {
        return needs.stream().filter(need -> !need.metBy(assignments)).toList();
    }

    private static List<RoleNeed> needs(Wanted wanted, BuiltInRole role, Collection<Scope> scopes, String reason) {
        return scopes.stream()
                .map(scope -> new RoleNeed(role, scope, wanted.principalId(), reason))
                .toList();
    }
}
