package io.podpass.localazure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Roles, refusals and clusters of ARM, over the wire (spec azure-platform §3, §4.2). */
class ArmTest {
    private static final String VM_CONTRIBUTOR = "9980e02c-c2be-4d73-94e8-173b1dc7cf3c";
    private static final String IDENTITY_OPERATOR = "f1a07417-d97a-45cb-824c-7a7467783830";
    private static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

    private LocalAzure azure;
    private ArmClient arm;
    private String group;

    @BeforeEach
    void start() {
        azure = LocalAzure.start(LocalAzureSettings.loopback());
        arm = ArmClient.administrator(azure);
        group = arm.group("rg");
        arm.createGroup(group);
    }

    @AfterEach
    void stop() {
        azure.close();
    }

    /** A client that acts as the cluster's kubelet identity, by the token of one of its nodes. */
    private ArmClient asKubelet(String cluster) {
        String machine = nodes(cluster).getFirst().path("id").asText();
        var imds = azure.openImds(machine, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return new ArmClient(
                azure, arm.token(imds, "").body().path("access_token").asText());
    }

    private JsonNode createCluster(String name, int count) {
        return arm.put(
                        group + "/providers/Microsoft.ContainerService/managedClusters/" + name,
                        "2025-10-01",
                        """
                        {"location":"westeurope","identity":{"type":"SystemAssigned"},
                         "properties":{"dnsPrefix":"x","agentPoolProfiles":[{"name":"pool1","count":%d,"vmSize":"Standard_D2s_v5","mode":"System"}]}}""".formatted(count))
                .body();
    }

    private String scaleSet(String cluster) {
        return arm.get(
                        arm.group("MC_rg_" + cluster + "_westeurope")
                                + "/providers/Microsoft.Compute/virtualMachineScaleSets",
                        ArmClient.COMPUTE)
                .body()
                .path("value")
                .path(0)
                .path("id")
                .asText();
    }

    private List<JsonNode> nodes(String cluster) {
        var nodes = new ArrayList<JsonNode>();
        arm.get(scaleSet(cluster) + "/virtualMachines", ArmClient.COMPUTE)
                .body()
                .path("value")
                .forEach(nodes::add);
        return nodes;
    }

    private static String attach(String identity) {
        return "{\"identity\":{\"type\":\"UserAssigned\",\"userAssignedIdentities\":{\"" + identity + "\":{}}}}";
    }

    @Test
    void aClusterComesWithNodesAKubeletIdentityAndOneRole() {
        JsonNode cluster = createCluster("aks", 3);

        JsonNode properties = cluster.path("properties");
        assertThat(properties.path("nodeResourceGroup").asText()).isEqualTo("MC_rg_aks_westeurope");
        JsonNode kubelet = properties.path("identityProfile").path("kubeletidentity");
        assertThat(kubelet.path("resourceId").asText()).endsWith("/userAssignedIdentities/aks-agentpool");
        assertThat(scaleSet("aks")).matches(".*/aks-pool1-\\d{8}-vmss");
        assertThat(nodes("aks")).hasSize(3);
        assertThat(nodes("aks")
                        .get(2)
                        .path("properties")
                        .path("osProfile")
                        .path("computerName")
                        .asText())
                .matches("aks-pool1-\\d{8}-vmss000002");
        JsonNode attached = arm.get(scaleSet("aks"), ArmClient.COMPUTE).body().path("identity");
        assertThat(attached.path("userAssignedIdentities")
                        .path(kubelet.path("resourceId").asText())
                        .path("clientId"))
                .isEqualTo(kubelet.path("clientId"));
        JsonNode roles = arm.get(
                        arm.group("MC_rg_aks_westeurope")
                                + "/providers/Microsoft.Authorization/roleAssignments?$filter=principalId+eq+'"
                                + cluster.path("identity").path("principalId").asText() + "'",
                        "2022-04-01")
                .body()
                .path("value");
        assertThat(roles).hasSize(1);
        assertThat(roles.path(0).path("properties").path("roleDefinitionId").asText())
                .endsWith(BuiltInRoles.CONTRIBUTOR);
    }

    @Test
    void scalingAPoolKeepsForeignIdentities() {
        createCluster("aks", 1);
        String orders = arm.createIdentity(group, "orders").path("id").asText();
        arm.patch(scaleSet("aks"), attach(orders));

        createCluster("aks", 2);

        assertThat(nodes("aks")).hasSize(2);
        assertThat(arm.get(scaleSet("aks"), ArmClient.COMPUTE)
                        .body()
                        .path("identity")
                        .path("userAssignedIdentities")
                        .has(orders))
                .isTrue();
    }

    @Test
    void attachingTakesARightOnTheScaleSetAndOneOnTheIdentity() {
        JsonNode kubelet = createCluster("aks", 1)
                .path("properties")
                .path("identityProfile")
                .path("kubeletidentity");
        String objectId = kubelet.path("objectId").asText();
        String clientId = kubelet.path("clientId").asText();
        String orders = arm.createIdentity(group, "orders").path("id").asText();
        String target = scaleSet("aks");
        ArmClient agent = asKubelet("aks");

        assertThat(agent.patch(target, attach(orders)).message())
                .isEqualTo(
                        "The client '" + clientId + "' with object id '" + objectId
                                + "' does not have authorization to perform action"
                                + " 'Microsoft.Compute/virtualMachineScaleSets/write' over scope '" + target
                                + "' or the scope is invalid. If access was recently granted, please refresh your credentials.");

        arm.assign(target, objectId, VM_CONTRIBUTOR);
        var linked = agent.patch(target, attach(orders));
        assertThat(linked.status()).isEqualTo(403);
        assertThat(linked.code()).isEqualTo("LinkedAuthorizationFailed");
        assertThat(linked.message())
                .isEqualTo("The client '" + clientId + "' with object id '" + objectId
                        + "' has permission to perform action 'Microsoft.Compute/virtualMachineScaleSets/write' on scope '"
                        + target + "'; however, it does not have permission to perform action"
                        + " 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action' on the linked scope(s) '"
                        + orders + "' or the linked scope(s) are invalid.");

        arm.assign(group, objectId, IDENTITY_OPERATOR);
        assertThat(agent.patch(target, attach(orders)).status()).isEqualTo(200);
    }

    @Test
    void refusesCallersThatItCantTell() {
        var nobody = arm.send(azure.arm().resolve(group + "?api-version=2021-04-01"), "GET", "");
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.code()).isEqualTo("AuthenticationFailed");
        assertThat(nobody.raw().headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Bearer authorization_uri=\"https://login.windows.net/" + azure.tenantId() + "\"");

        assertThat(new ArmClient(azure, azure.administratorToken("https://vault.azure.net"))
                        .get(group, "2021-04-01")
                        .status())
                .isEqualTo(401);
        String token = azure.administratorToken();
        assertThat(new ArmClient(azure, token.substring(0, token.length() - 6) + "AAAAAA")
                        .get(group, "2021-04-01")
                        .code())
                .isEqualTo("InvalidAuthenticationToken");
        try (var other = LocalAzure.start(LocalAzureSettings.loopback())) {
            assertThat(new ArmClient(azure, other.administratorToken())
                            .get(group, "2021-04-01")
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void refusesAnExpiredToken() {
        var clock = new ManualClock();
        try (var slow = LocalAzure.start(new LocalAzureSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                azure.tenantId(),
                azure.subscriptionId(),
                clock,
                new SecureRandom(),
                Latency.NONE))) {
            var client = ArmClient.administrator(slow);
            clock.advance(Duration.ofHours(2));
            assertThat(client.get("/subscriptions/" + slow.subscriptionId(), "2021-04-01")
                            .code())
                    .isEqualTo("ExpiredAuthenticationToken");
        }
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(arm.get(group + "/providers/Microsoft.Compute/virtualMachines/nothing", ArmClient.COMPUTE)
                        .message())
                .isEqualTo("The Resource 'Microsoft.Compute/virtualMachines/nothing' under resource group 'rg' was not"
                        + " found. For more details please go to https://aka.ms/ARMResourceNotFoundFix");
        assertThat(arm.get(group, "").code()).isEqualTo("MissingApiVersionParameter");
        assertThat(arm.put(ArmClient.identity(arm.group("gone"), "x"), "2023-01-31", "{\"location\":\"l\"}")
                        .code())
                .isEqualTo("ResourceGroupNotFound");
    }

    private ArmClient.Answer role(String name, String principal, String type) {
        return arm.put(
                group + "/providers/Microsoft.Authorization/roleAssignments/" + name,
                "2022-04-01",
                "{\"properties\":{\"roleDefinitionId\":\"/subscriptions/" + azure.subscriptionId()
                        + "/providers/Microsoft.Authorization/roleDefinitions/" + READER + "\",\"principalId\":\""
                        + principal + "\"" + (type.isEmpty() ? "" : ",\"principalType\":\"" + type + "\"") + "}}");
    }

    @Test
    void aRoleForAClientIdIsRefusedWithoutATypeAndDanglesWithOne() {
        JsonNode ids = arm.createIdentity(group, "orders").path("properties");
        String clientId = ids.path("clientId").asText();
        String name = UUID.randomUUID().toString();

        var refused = role(name, clientId, "");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("PrincipalNotFound");
        assertThat(refused.message())
                .startsWith("Principal " + clientId.replace("-", "") + " does not exist in the directory "
                        + azure.tenantId() + ". Check")
                .endsWith("or Group.  See https://aka.ms/docs-principaltype");

        assertThat(role(name, clientId, "ServicePrincipal").status()).isEqualTo(201);
        assertThat(role(name, clientId, "ServicePrincipal").status()).isEqualTo(200);
    }

    @Test
    void aRoleIsGivenOnceAndItsTypeMustFit() {
        String objectId = arm.createIdentity(group, "orders")
                .path("properties")
                .path("principalId")
                .asText();

        assertThat(role(UUID.randomUUID().toString(), objectId, "User").message())
                .isEqualTo("The PrincipalId '" + objectId.replace("-", "")
                        + "' has type 'ServicePrincipal' , which is different from specified PrinciaplType 'User'.");
        String name = UUID.randomUUID().toString();
        assertThat(role(name, objectId, "").status()).isEqualTo(201);
        var again = role(UUID.randomUUID().toString(), objectId, "ServicePrincipal");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.message())
                .isEqualTo("The role assignment already exists. The ID of the existing role assignment is "
                        + name.replace("-", "") + ".");
    }

    @Test
    void findsARoleByItsName() {
        JsonNode found = arm.get(
                        group
                                + "/providers/Microsoft.Authorization/roleDefinitions?$filter=roleName+eq+'Managed+Identity+Operator'",
                        "2022-04-01")
                .body()
                .path("value");

        assertThat(found).hasSize(1);
        assertThat(found.path(0).path("name").asText()).isEqualTo(IDENTITY_OPERATOR);
    }

    @Test
    void namesTheAddressThatIsTaken() {
        var taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), azure.httpsPort());

        assertThatThrownBy(() -> LocalAzure.start(new LocalAzureSettings(
                        taken,
                        azure.tenantId(),
                        azure.subscriptionId(),
                        Clock.systemUTC(),
                        new SecureRandom(),
                        Latency.NONE)))
                .isInstanceOf(LocalAzureException.class)
                .hasMessageContaining(":" + azure.httpsPort());
    }
}
