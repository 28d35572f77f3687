package io.podpass.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.podpass.cli.ReferenceAzure.Machine;
import io.podpass.cli.ReferenceAzure.ManagedIdentity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Makes the domain's reference set-up through the ARM REST API: an AKS cluster with its node resource group, a registry,
 * a vault, a storage account, user-assigned identities, and the role assignments between them.
 */
public final class ReferenceSetup {
    public static final String SECRETS_IDENTITY = "secrets-reader";
    static final List<String> STORAGE_IDENTITIES = List.of("orders-storage", "reports-storage");
    static final String VAULT = "podpass-demo";
    static final String ACCOUNT = "podpassdemo";

    private static final String LOCATION = "westeurope";
    private static final String GROUP = "podpass-demo";
    private static final String CLUSTER = "demo";
    static final String REGISTRY = "podpassdemo";
    private static final int NODES = 2;

    private final ArmAdministrator arm;
    private final String subscription;
    private final Supplier<UUID> uuids;
    private final Set<String> withoutRoles;

    /** Role assignments of the roles named in {@code withoutRoles} are left out, to show what then goes wrong. */
    public ReferenceSetup(ArmAdministrator arm, String subscriptionId, Supplier<UUID> uuids, Set<String> withoutRoles) {
        this.arm = arm;
        this.subscription = "/subscriptions/" + subscriptionId;
        this.uuids = uuids;
        this.withoutRoles = Set.copyOf(withoutRoles);
    }

    public ReferenceAzure make() {
        var group = subscription + "/resourceGroups/" + GROUP;
        arm.put(group, "2024-03-01", located(""));
        var cluster = cluster(group);
        var profile = cluster.at("/properties/identityProfile/kubeletidentity");
        var kubelet =
                new ManagedIdentity(text(profile, "resourceId"), text(profile, "clientId"), text(profile, "objectId"));
        var nodeGroupName = text(cluster.at("/properties"), "nodeResourceGroup");
        var nodeGroup = subscription + "/resourceGroups/" + nodeGroupName;

        var registry = group + "/providers/Microsoft.ContainerRegistry/registries/" + REGISTRY;
        arm.put(registry, "2023-07-01", located(", \"sku\": {\"name\": \"Basic\"}"));
        var vault = group + "/providers/Microsoft.KeyVault/vaults/" + VAULT;
        arm.put(vault, "2023-07-01", located(", \"properties\": {\"enableRbacAuthorization\": true}"));
        var account = group + "/providers/Microsoft.Storage/storageAccounts/" + ACCOUNT;
        arm.put(account, "2023-05-01", located(", \"kind\": \"StorageV2\", \"sku\": {\"name\": \"Standard_LRS\"}"));

        assign("AcrPull", kubelet, registry);
        assign("Managed Identity Operator", kubelet, nodeGroup);
        assign("Virtual Machine Contributor", kubelet, nodeGroup);
        var identities = new LinkedHashMap<String, ManagedIdentity>();
        for (var name : STORAGE_IDENTITIES) {
            var storage = identity(nodeGroup, name);
            identities.put(name, storage);
            assign("Storage Blob Data Contributor", storage, account);
        }
        var secrets = identity(nodeGroup, SECRETS_IDENTITY);
        identities.put(SECRETS_IDENTITY, secrets);
        assign("Key Vault Secrets User", secrets, vault);

        arm.put(
                vault + "/secrets/" + Scenario.SECRET,
                "2023-07-01",
                "{\"properties\": {\"value\": \"hello from the vault\"}}");
        arm.put(account + "/blobServices/default/containers/" + Scenario.CONTAINER, "2023-05-01", "{}");

        return new ReferenceAzure(
                nodeGroupName,
                kubelet,
                machines(nodeGroup),
                text(arm.get(vault, "2023-07-01").at("/properties"), "vaultUri"),
                text(arm.get(account, "2023-05-01").at("/properties/primaryEndpoints"), "blob"),
                identities);
    }

    private JsonNode cluster(String group) {
        return arm.put(
                group + "/providers/Microsoft.ContainerService/managedClusters/" + CLUSTER,
                "2024-09-01",
                located(", \"identity\": {\"type\": \"SystemAssigned\"}, \"properties\": {\"dnsPrefix\": \"" + CLUSTER
                        + "\", \"agentPoolProfiles\": [{\"name\": \"nodepool1\", \"mode\": \"System\", \"count\": "
                        + NODES
                        + ", \"vmSize\": \"Standard_D2s_v5\", \"osType\": \"Linux\"}]}"));
    }

    private ManagedIdentity identity(String group, String name) {
        var made = arm.put(
                group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/" + name,
                "2023-01-31",
                located(""));
        return new ManagedIdentity(
                text(made, "id"),
                text(made.at("/properties"), "clientId"),
                text(made.at("/properties"), "principalId"));
    }

    /** Looks the role up by its name, as az and Terraform do, and assigns it by object id. */
    private void assign(String role, ManagedIdentity principal, String scope) {
        if (withoutRoles.contains(role)) {
            return;
        }
        var filter = "?$filter=roleName%20eq%20'" + role.replace(" ", "%20") + "'";
        var definition = arm.get(scope + "/providers/Microsoft.Authorization/roleDefinitions" + filter, "2022-04-01")
                .at("/value/0");
        arm.put(
                scope + "/providers/Microsoft.Authorization/roleAssignments/" + uuids.get(),
                "2022-04-01",
                "{\"properties\": {\"roleDefinitionId\": \"" + text(definition, "id") + "\", \"principalId\": \""
                        + principal.principalId() + "\", \"principalType\": \"ServicePrincipal\"}}");
    }

    private List<Machine> machines(String nodeGroup) {
        var machines = new ArrayList<Machine>();
        var scaleSets = nodeGroup + "/providers/Microsoft.Compute/virtualMachineScaleSets";
        for (var scaleSet : arm.get(scaleSets, "2024-07-01").path("value")) {
            var name = text(scaleSet, "name");
            for (var instance : arm.get(scaleSets + "/" + name + "/virtualMachines", "2024-07-01")
                    .path("value")) {
                // A node is named after its scale set and the instance number in base 36, six digits.
                var number = Integer.parseInt(text(instance, "instanceId"));
                var digits = Integer.toString(number, Character.MAX_RADIX);
                machines.add(new Machine(name + "0".repeat(6 - digits.length()) + digits, text(instance, "id")));
            }
        }
        return machines;
    }

    private static String located(String more) {
        return "{\"location\": \"" + LOCATION + "\"" + more + "}";
    }

    private static String text(JsonNode node, String field) {
        var value = node.path(field);
        if (!value.isTextual()) {
            throw new DemoException("ARM's answer has no " + field + ": " + node);
        }
        return value.asText();
    }
}
