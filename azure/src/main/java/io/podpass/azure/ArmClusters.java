package io.podpass.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.podpass.core.ResourceId;
import io.podpass.core.Scope;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** AKS clusters and identities at ARM, as far as roles hang on them (spec azure-platform §3.4, §3.8). For one thread. */
public final class ArmClusters {
    static final String API_VERSION = "2025-10-01";

    private final URI arm;
    private final ArmCalls calls;

    /** {@code arm} is the endpoint alone, such as {@link Cloud#arm()}. */
    public ArmClusters(URI arm, HttpClient http, ArmTokens tokens, Clock clock, Pause pause, ArmLimits limits) {
        this.arm = arm;
        this.calls = new ArmCalls(http, tokens, clock, pause, limits);
    }

    /**
     * What matters of a cluster.
     *
     * @param nodeGroup resource group of its scale sets
     * @param kubelet who pulls images and, unless told otherwise, attaches identities; empty on a cluster whose identity is
     *     a service principal
     * @param issuer of its service accounts' tokens; empty when it is not switched on
     * @param networkPlugin such as {@code azure}; empty when ARM does not say
     */
    public record Cluster(
            Scope nodeGroup, Optional<ArmPrincipal> kubelet, Optional<String> issuer, String networkPlugin) {}

    /** Throws {@link ArmException}. */
    public Cluster cluster(ResourceId id) {
        var task = ArmTask.readCluster(id, calls.answerDeadline());
        var properties = calls.get(task.uri(arm), task).body().path("properties");
        var kubelet = properties.path("identityProfile").path("kubeletidentity");
        return new Cluster(
                Scope.ofGroup(
                        id.subscription(), properties.path("nodeResourceGroup").asText("")),
                Optional.of(new ArmPrincipal(
                                kubelet.path("objectId").asText(""),
                                kubelet.path("clientId").asText("")))
                        .filter(found -> !found.objectId().isEmpty()),
                Optional.of(properties
                                .path("oidcIssuerProfile")
                                .path("issuerURL")
                                .asText(""))
                        .filter(issuer -> !issuer.isEmpty()),
                properties.path("networkProfile").path("networkPlugin").asText(""));
    }

    /** All user-assigned identities of a resource group. Throws {@link ArmException}. */
    public List<ArmPrincipal> identitiesOf(Scope group) {
        var task = ArmTask.listIdentities(group, calls.operationDeadline());
        return new ArmPages(arm, calls)
                .all(task).stream().map(ArmClusters::principal).toList();
    }

    /** Empty when there is no such identity, or none that may be seen. Throws {@link ArmException}. */
    public Optional<ArmPrincipal> identity(ResourceId id) {
        var task = ArmTask.find(id, calls.answerDeadline());
        try {
            return Optional.of(principal(calls.get(task.uri(arm), task).body()));
        } catch (ArmException e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static ArmPrincipal principal(JsonNode identity) {
        var properties = identity.path("properties");
        return new ArmPrincipal(
                properties.path("principalId").asText(""),
                properties.path("clientId").asText(""));
    }
}
