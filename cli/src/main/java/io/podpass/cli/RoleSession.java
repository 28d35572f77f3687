package io.podpass.cli;

import io.podpass.azure.ArmClusters;
import io.podpass.azure.ArmLimits;
import io.podpass.azure.ArmRoles;
import io.podpass.azure.Pause;
import io.podpass.core.ResourceId;
import io.podpass.core.RoleNeed;
import io.podpass.diagnosis.AttachedIdentities;
import io.podpass.diagnosis.ClusterFacts;
import io.podpass.diagnosis.ClusterFactsGathering;
import io.podpass.diagnosis.RoleLook;
import io.podpass.diagnosis.RoleState;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** The needed roles of one cluster, and ARM, where they are looked up. */
final class RoleSession implements AutoCloseable {
    private final AzureOptions.Access azure;
    private final ArmRoles roles;
    private final ClusterFacts facts;
    private final List<RoleNeed> needs;

    private RoleSession(AzureOptions.Access azure, ArmRoles roles, ClusterFacts facts, List<RoleNeed> needs) {
        this.azure = azure;
        this.roles = roles;
        this.facts = facts;
        this.needs = needs;
    }

    static RoleSession open(AzureOptions options, RoleOptions wanted, PersonOptions person) {
        var clock = Clock.systemUTC();
        var azure = options.access(clock);
        try {
            var clusters =
                    new ArmClusters(azure.arm(), azure.http(), azure.tokens(), clock, Pause.real(), ArmLimits.DEFAULTS);
            var roles =
                    new ArmRoles(azure.arm(), azure.http(), azure.tokens(), clock, Pause.real(), ArmLimits.DEFAULTS);
            var facts = new ClusterFactsGathering(clusters).of(wanted.sources(azure.config()));
            return new RoleSession(azure, roles, facts, wanted.needs(facts, attached(wanted, person), clusters));
        } catch (RuntimeException e) {
            azure.close();
            throw e;
        }
    }

    private static Set<ResourceId> attached(RoleOptions wanted, PersonOptions person) {
        if (!wanted.wantsObjects() || !person.hasCluster()) {
            return Set.of();
        }
        try (var client = person.client("roles")) {
            return AttachedIdentities.of(client);
        }
    }

    ArmRoles roles() {
        return roles;
    }

    /** As ARM has it now. */
    List<RoleState> look() {
        return new RoleLook(roles, facts.known()).at(needs);
    }

    @Override
    public void close() {
        azure.close();
    }
}
