package io.podpass.diagnosis;

import io.podpass.azure.ArmClusters;
import io.podpass.azure.ArmException;
import io.podpass.azure.ArmHosts;
import io.podpass.azure.ArmPrincipal;
import io.podpass.azure.ArmRoles;
import io.podpass.core.Host;
import io.podpass.core.Identity;
import io.podpass.core.ResourceId;
import io.podpass.core.Scope;
import io.podpass.diagnosis.AzureReading.HostReading;
import io.podpass.diagnosis.AzureReading.RoleReading;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads at ARM what {@link AzureLinks} judges. Changes nothing. For one thread. */
public final class WhyAzure {
    private final ArmClusters clusters;
    private final ArmHosts hosts;
    private final ArmRoles roles;

    public WhyAzure(ArmClusters clusters, ArmHosts hosts, ArmRoles roles) {
        this.clusters = clusters;
        this.hosts = hosts;
        this.roles = roles;
    }

    /** {@code host} is empty where the node's is not known. */
    AzureReading read(Identity identity, Optional<Host> host, Optional<Scope> scope) {
        var id = identity.resourceId();
        var principal = id.isEmpty()
                ? Part.<Optional<ArmPrincipal>>unread("service principals are not looked up")
                : wished(() -> clusters.identity(id.get()));
        var attached = host.isEmpty() || id.isEmpty()
                ? Part.<HostReading>unread("the node's host is not known")
                : wished(() -> host(host.get(), id.get()));
        var objectId = principal.value().flatMap(found -> found).map(found -> found.objectId());
        return new AzureReading(
                principal,
                attached,
                scope.map(where -> objectId.isEmpty()
                        ? Part.unread("the object id of " + identity.key() + " is not known")
                        : wished(() -> role(objectId.get(), identity.clientId(), where))));
    }

    private HostReading host(Host host, ResourceId identity) {
        var on = hosts.get(host);
        return new HostReading(
                on.userAssigned().contains(identity),
                Optional.ofNullable(hosts.principalIds(host).get(identity)).filter(known -> !known.isEmpty()));
    }

    private RoleReading role(String objectId, String clientId, Scope scope) {
        return new RoleReading(
                objectId,
                roles.of(objectId, scope),
                !roles.storedUnder(clientId, scope).isEmpty());
    }

    private static <T> Part<T> wished(Supplier<T> question) {
        try {
            return Part.read(question.get());
        } catch (ArmException e) {
            return Part.unread(String.valueOf(e.getMessage()));
        }
    }
}
