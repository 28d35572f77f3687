package io.podpass.diagnosis;

import io.podpass.azure.ArmPrincipal;
import io.podpass.core.BuiltInRole;
import io.podpass.core.Host;
import io.podpass.core.Identity;
import io.podpass.core.ResourceId;
import io.podpass.core.RoleNeed;
import io.podpass.core.Scope;
import io.podpass.diagnosis.AzureReading.HostReading;
import io.podpass.diagnosis.AzureReading.RoleReading;
import io.podpass.diagnosis.Link.Step;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether an assigned identity is what Azure has under its name, and on the host; and what it may do. */
final class AzureLinks {
    private AzureLinks() {}

    /** For an identity that is attached. */
    static Link host(WhyReading reading) {
        var node = reading.pod().node();
        if (reading.host().problem().isPresent()) {
            return Link.unknown(Step.HOST, reading.host().problem().get(), "ask somebody who may get nodes");
        }
        return reading.host()
                .value()
                .flatMap(host -> host)
                .map(host -> Link.holds(Step.HOST, kind(host) + " " + host.id().name()))
                .orElseGet(() -> Link.broken(
                        Step.HOST,
                        "spec.providerID of node " + node + " names no machine of Azure's, to which identities could be"
                                + " attached",
                        "kubectl get node " + node + " -o jsonpath={.spec.providerID}"));
    }

    static Link azure(Identity identity, Host host, boolean managed, Optional<AzureReading> looked) {
        if (looked.isEmpty()) {
            return Link.unknown(Step.AZURE, "not looked at", "add --azure to compare with what Azure has");
        }
        var id = identity.resourceId().orElseThrow();
        return named(identity, id, looked.get())
                .or(() -> onHost(id, host, managed, looked.get()))
                .orElseGet(() -> Link.holds(
                        Step.AZURE,
                        "attached to " + kind(host) + " " + host.id().name() + ", object id "
                                + looked.get()
                                        .principal()
                                        .value()
                                        .flatMap(found -> found)
                                        .orElseThrow()
                                        .objectId()));
    }

    /** What is wrong with the identity itself. */
    private static Optional<Link> named(Identity identity, ResourceId id, AzureReading looked) {
        return switch (looked.principal()) {
            case Part.Unread<Optional<ArmPrincipal>>(var problem) ->
                Optional.of(Link.unknown(Step.AZURE, problem, "look with an identity that may read " + id));
            case Part.Read<Optional<ArmPrincipal>>(var found)
            when found.isEmpty() ->
                Optional.of(Link.broken(
                        Step.AZURE,
                        "Azure has no identity " + id,
                        "mend spec.resourceID of " + identity.key() + ", or make it: az identity create -g "
                                + id.resourceGroup() + " -n " + id.name()));
            case Part.Read<Optional<ArmPrincipal>>(var found)
            when !found.get().clientId().equalsIgnoreCase(identity.clientId()) ->
                Optional.of(Link.broken(
                        Step.AZURE,
                        "spec.clientID of " + identity.key() + " is " + identity.clientId() + ", Azure's is "
                                + found.get().clientId()
                                + (found.get().objectId().equalsIgnoreCase(identity.clientId())
                                        ? " (that is the object id)"
                                        : ""),
                        "kubectl -n " + identity.key().namespace() + " patch azureidentity "
                                + identity.key().name() + " --type merge -p '{\"spec\":{\"clientID\":\""
                                + found.get().clientId() + "\"}}'"));
            case Part.Read<Optional<ArmPrincipal>> _ -> Optional.empty();
        };
    }

    private static Optional<Link> onHost(ResourceId id, Host host, boolean managed, AzureReading looked) {
        var assign = command(host, "assign", id);
        return switch (looked.host()) {
            case Part.Unread<HostReading>(var problem) ->
                Optional.of(Link.unknown(Step.AZURE, problem, "look with an identity that may read " + host.id()));
            case Part.Read<HostReading>(var on)
            when !on.attached() ->
                Optional.of(
                        managed
                                ? Link.broken(Step.AZURE, "it is not attached to " + host.id(), assign)
                                : Link.waits(
                                        Step.AZURE,
                                        "it is not attached to " + host.id() + ": somebody took it off",
                                        "the controller attaches it at its next look; at once: " + assign));
            case Part.Read<HostReading>(var on)
            when !on.objectId().equals(objectId(looked)) ->
                Optional.of(Link.broken(
                        Step.AZURE,
                        "the host has an identity of that name that is gone: it was deleted and made anew",
                        command(host, "remove", id) + " && " + assign));
            case Part.Read<HostReading> _ -> Optional.empty();
        };
    }

    static Link role(Scope scope, Optional<BuiltInRole> wanted, Part<RoleReading> looked) {
        if (looked instanceof Part.Unread<RoleReading>(var problem)) {
            return Link.unknown(Step.ROLE, problem, "look with an identity that may read role assignments on " + scope);
        }
        var reading = looked.value().orElseThrow();
        var role = wanted.or(() -> usual(scope));
        var needs = role.map(one -> new RoleNeed(one, scope, reading.objectId(), "use it"));
        if (needs.isPresent()
                ? needs.get().metBy(reading.roles())
                : !reading.roles().isEmpty()) {
            return Link.holds(
                    Step.ROLE,
                    "on " + scope + ": "
                            + reading.roles().stream()
                                    .map(found -> found.role())
                                    .distinct()
                                    .sorted()
                                    .collect(Collectors.joining(", ")));
        }
        return Link.broken(
                Step.ROLE,
                "object id " + reading.objectId() + " has "
                        + (reading.roles().isEmpty() ? "no role" : "no role that is enough") + " on " + scope
                        + (reading.underClientId() ? "; one is assigned to its client id, which gives nothing" : ""),
                needs.map(RoleNeed::command)
                        .orElse("az role assignment create --assignee-object-id " + reading.objectId()
                                + " --assignee-principal-type ServicePrincipal --role ROLE --scope " + scope));
    }

    /** What pods mostly want of such a resource. */
    private static Optional<BuiltInRole> usual(Scope scope) {
        if (scope.value().contains("/providers/microsoft.keyvault/vaults/")) {
            return Optional.of(BuiltInRole.KEY_VAULT_SECRETS_USER);
        }
        if (scope.value().contains("/providers/microsoft.storage/storageaccounts/")) {
            return Optional.of(BuiltInRole.STORAGE_BLOB_DATA_READER);
        }
        return scope.value().contains("/providers/microsoft.containerregistry/registries/")
                ? Optional.of(BuiltInRole.ACR_PULL)
                : Optional.empty();
    }

    private static Optional<String> objectId(AzureReading looked) {
        return looked.principal().value().flatMap(found -> found).map(found -> found.objectId());
    }

    private static String kind(Host host) {
        return host.kind() == Host.Kind.SCALE_SET ? "scale set" : "VM";
    }

    private static String command(Host host, String verb, ResourceId identity) {
        return "az " + (host.kind() == Host.Kind.SCALE_SET ? "vmss" : "vm") + " identity " + verb + " --ids "
                + host.id() + " --identities " + identity;
    }
}
