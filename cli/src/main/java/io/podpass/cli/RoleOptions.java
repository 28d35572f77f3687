package io.podpass.cli;

import io.podpass.azure.ArmClusters;
import io.podpass.azure.ArmPrincipal;
import io.podpass.azure.CloudConfig;
import io.podpass.core.BuiltInRole;
import io.podpass.core.ResourceId;
import io.podpass.core.RoleNeed;
import io.podpass.core.RoleNeeds;
import io.podpass.core.RoleNeeds.IdentityScope;
import io.podpass.core.RoleNeeds.Wanted;
import io.podpass.core.Scope;
import io.podpass.diagnosis.ClusterFacts;
import io.podpass.diagnosis.ClusterFactsGathering.Sources;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which cluster's roles are meant. */
final class RoleOptions {
    @Option(names = "--cluster", paramLabel = "ID", description = "Id at Azure of an AKS cluster.")
    private Optional<String> cluster = Optional.empty();

    @Option(
            names = "--node-resource-group",
            paramLabel = "ID",
            description = "Id of the resource group of the nodes. Default: the cluster's, else that of --cloudconfig.")
    private Optional<String> nodeGroup = Optional.empty();

    @Option(
            names = "--principal",
            paramLabel = "OBJECT_ID",
            description =
                    "Who attaches identities and pulls images. Default: the cluster's kubelet identity, else that of"
                            + " --cloudconfig.")
    private Optional<String> principal = Optional.empty();

    @Option(
            names = "--identity",
            paramLabel = "ID",
            description = "Id of an identity to attach, besides those of the AzureIdentity objects. Can be repeated.")
    private List<String> identities = List.of();

    @Option(names = "--registry", paramLabel = "ID", description = "Id of a registry to pull from. Can be repeated.")
    private List<String> registries = List.of();

    @Option(
            names = "--identity-scope",
            paramLabel = "group|identity",
            defaultValue = "group",
            description =
                    "Whether the right to attach identities is given for their resource groups or for each of them."
                            + " Default: ${DEFAULT-VALUE}.")
    private IdentityScope identityScope = IdentityScope.GROUP;

    @Option(names = "--no-objects", description = "Do not look for AzureIdentity objects in a cluster.")
    private boolean noObjects;

    @Option(
            names = "--pod-identity",
            paramLabel = "ID",
            description = "Id of an identity of pods that needs --pod-role on each --pod-scope.")
    private Optional<String> podIdentity = Optional.empty();

    @Option(names = "--pod-role", paramLabel = "NAME", description = "Such as \"Storage Blob Data Contributor\".")
    private Optional<String> podRole = Optional.empty();

    @Option(names = "--pod-scope", paramLabel = "SCOPE", description = "Such as the id of an account. Can be repeated.")
    private List<String> podScopes = List.of();

    Sources sources(Optional<CloudConfig> config) {
        return new Sources(
                cluster.map(id -> resource("--cluster", id)),
                config,
                nodeGroup.map(id -> scope("--node-resource-group", id)),
                principal);
    }

    boolean wantsObjects() {
        return !noObjects;
    }

    /** {@code attached} are those of the cluster's objects. */
    List<RoleNeed> needs(ClusterFacts facts, Set<ResourceId> attached, ArmClusters clusters) {
        var all = new HashSet<>(attached);
        identities.forEach(id -> all.add(identity("--identity", id)));
        var needs = new ArrayList<>(RoleNeeds.of(new Wanted(
                facts.principal().objectId(),
                Set.of(facts.nodeGroup()),
                all,
                registries.stream().map(id -> resource("--registry", id)).collect(Collectors.toSet()),
                identityScope)));
        needs.addAll(ofPods(clusters));
        return needs;
    }

    private List<RoleNeed> ofPods(ArmClusters clusters) {
        if (podIdentity.isEmpty() && podRole.isEmpty() && podScopes.isEmpty()) {
            return List.of();
        }
        if (podIdentity.isEmpty() || podRole.isEmpty() || podScopes.isEmpty()) {
            throw new UsageException("--pod-identity, --pod-role and --pod-scope go together");
        }
        var role = BuiltInRole.ofName(podRole.get())
                .orElseThrow(() -> new UsageException(
                        "--pod-role: " + podRole.get() + " is none of the roles known here: " + BuiltInRole.names()));
        var id = identity("--pod-identity", podIdentity.get());
        var objectId = clusters.identity(id)
                .map(ArmPrincipal::objectId)
                .orElseThrow(() -> new UsageException("--pod-identity: Azure shows no identity " + id));
        return podScopes.stream()
                .map(text -> new RoleNeed(role, scope("--pod-scope", text), objectId, "reach it from pods"))
                .toList();
    }

    private static ResourceId identity(String option, String text) {
        return ResourceId.userAssignedIdentity(text)
                .orElseThrow(() ->
                        new UsageException(option + ": \"" + text + "\" is not the id of a user-assigned identity"));
    }

    private static ResourceId resource(String option, String text) {
        try {
            return new ResourceId(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + ": " + e.getMessage(), e);
        }
    }

    private static Scope scope(String option, String text) {
        try {
            return new Scope(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + ": " + e.getMessage(), e);
        }
    }
}
