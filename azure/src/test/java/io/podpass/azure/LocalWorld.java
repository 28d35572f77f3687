package io.podpass.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.podpass.core.Host;
import io.podpass.core.ResourceId;
import io.podpass.localazure.Latency;
import io.podpass.localazure.LocalAzure;
import io.podpass.localazure.LocalAzureSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A scale set of one node pool in a local Azure, whose controller has an identity of its own and no role yet. */
final class LocalWorld implements AutoCloseable {
    static final String VM_CONTRIBUTOR = "9980e02c-c2be-4d73-94e8-173b1dc7cf3c";
    static final String IDENTITY_OPERATOR = "f1a07417-d97a-45cb-824c-7a7467783830";

    private final StoryClock clock = new StoryClock();
    private final LocalAzure azure;
    private final HttpClient http;
    private final String group;
    private final JsonNode controller;

    LocalWorld(Duration operation) {
        var plain = LocalAzureSettings.loopback();
        azure = LocalAzure.start(new LocalAzureSettings(
                plain.address(),
                plain.tenantId(),
                plain.subscriptionId(),
                clock,
                plain.random(),
                new Latency(operation, Duration.ZERO)));
        http = HttpClient.newBuilder().sslContext(azure.sslContext()).build();
        group = "/subscriptions/" + azure.subscriptionId() + "/resourceGroups/MC_rg";
        put(group, "2021-04-01", "{\"location\":\"westeurope\"}");
        controller = identity("controller");
        put(
                scaleSet(),
                "2024-03-01",
                "{\"location\":\"westeurope\",\"sku\":{\"name\":\"Standard_D2s_v5\",\"capacity\":1},\"identity\":{\"type\":"
                        + "\"UserAssigned\",\"userAssignedIdentities\":{\""
                        + controller.path("id").asText() + "\":{}}}}");
        clock.advance(operation);
    }

    JsonNode identity(String name) {
        return put(
                group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/" + name,
                "2023-01-31",
                "{\"location\":\"westeurope\"}");
    }

    String controllerObjectId() {
        return controller.path("properties").path("principalId").asText();
    }

    void grant(String role, String scope) {
        grant(role, scope, controllerObjectId());
    }

    void grant(String role, String scope, String principalId) {
        put(
                scope + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID(),
                "2022-04-01",
                "{\"properties\":{\"roleDefinitionId\":\"/subscriptions/" + azure.subscriptionId()
                        + "/providers/Microsoft.Authorization/roleDefinitions/" + role + "\",\"principalId\":\""
                        + principalId + "\",\"principalType\":\"ServicePrincipal\"}}");
    }

    /** The resource group of all that is here. */
    String group() {
        return group;
    }

    void delete(ResourceId id) {
        send(id.value(), "2023-01-31", HttpRequest.Builder::DELETE);
    }

    String scaleSet() {
        return group + "/providers/Microsoft.Compute/virtualMachineScaleSets/pool";
    }

    Host host() {
        return new Host(Host.Kind.SCALE_SET, new ResourceId(scaleSet()));
    }

    ImdsClient imds() {
        var address = azure.openImds(
                scaleSet() + "/virtualMachines/0", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return new ImdsClient(
                URI.create("http://127.0.0.1:" + address.getPort()), ImdsClient.plainHttpClient(), clock, clock);
    }

    ArmHosts hosts() {
        var imds = imds();
        var clientId = controller.path("properties").path("clientId").asText();
        var tokens = new CachedToken(() -> imds.token(clientId, Cloud.PUBLIC.armAudience(), soon()), clock);
        return new ArmHosts(azure.arm(), http, tokens, clock, clock, ArmLimits.DEFAULTS);
    }

    /** As an administrator of the subscription. */
    ArmRoles roles() {
        return new ArmRoles(azure.arm(), http, this::administrator, clock, clock, ArmLimits.DEFAULTS);
    }

    /** By the controller's own rights. */
    ArmRoles rolesAsController() {
        var imds = imds();
        var clientId = controller.path("properties").path("clientId").asText();
        return new ArmRoles(
                azure.arm(),
                http,
                () -> imds.token(clientId, Cloud.PUBLIC.armAudience(), soon()),
                clock,
                clock,
                ArmLimits.DEFAULTS);
    }

    ArmClusters clusters() {
        return new ArmClusters(azure.arm(), http, this::administrator, clock, clock, ArmLimits.DEFAULTS);
    }

    ResourceId cluster() {
        var id = "/subscriptions/" + azure.subscriptionId()
                + "/resourceGroups/MC_rg/providers/Microsoft.ContainerService/managedClusters/shop";
        put(
                id,
                ArmClusters.API_VERSION,
                "{\"location\":\"westeurope\",\"identity\":{\"type\":\"SystemAssigned\"},\"properties\":{\"dnsPrefix\":"
                        + "\"shop\",\"agentPoolProfiles\":[{\"name\":\"nodepool1\",\"count\":1,\"vmSize\":\"Standard_D2s_v5\","
                        + "\"mode\":\"System\"}],\"oidcIssuerProfile\":{\"enabled\":true}}}");
        return new ResourceId(id);
    }

    private Token administrator() {
        return new Token(azure.administratorToken(), clock.instant(), soon(), "arm", "Bearer");
    }

    String controllerClientId() {
        return controller.path("properties").path("clientId").asText();
    }

    Instant soon() {
        return clock.instant().plusSeconds(30);
    }

    private JsonNode put(String path, String version, String body) {
        var answer = send(
                path,
                version,
                request -> request.header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body)));
        try {
            return new ObjectMapper().readTree(answer);
        } catch (IOException e) {
            throw new AssertionError("no JSON for " + path + ": " + answer, e);
        }
    }

    private String send(String path, String version, UnaryOperator<HttpRequest.Builder> method) {
        var request = HttpRequest.newBuilder(azure.arm().resolve(path + "?api-version=" + version))
                .header("Authorization", "Bearer " + azure.administratorToken());
        try {
            var response = http.send(method.apply(request).build(), BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new AssertionError("refused: " + path + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new AssertionError("no answer for " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted at " + path, e);
        }
    }

    @Override
    public void close() {
        http.close();
        azure.close();
    }
}
