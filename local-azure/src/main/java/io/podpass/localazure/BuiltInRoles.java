package io.podpass.localazure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The roles of spec azure-platform §3.7, permissions as published. */
final class BuiltInRoles {
    static final String OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
    static final String CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";

    private static final String IDENTITIES = "Microsoft.ManagedIdentity/userAssignedIdentities/";
    private static final String REGISTRIES = "Microsoft.ContainerRegistry/registries/";
    private static final String VAULTS = "Microsoft.KeyVault/vaults/";
    private static final String CONTAINERS = "Microsoft.Storage/storageAccounts/blobServices/containers/";
    private static final String DELEGATION_KEY =
            "Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action";
    private static final List<String> NONE = List.of();

    /** What nearly every narrow role carries besides. */
    private static final List<String> COMMON = List.of(
            "Microsoft.Authorization/*/read",
            "Microsoft.Insights/alertRules/*",
            "Microsoft.Resources/deployments/*",
            "Microsoft.Resources/subscriptions/resourceGroups/read",
            "Microsoft.Support/*");

    private static final List<String> VAULT_MANAGEMENT = withCommon(
            "Microsoft.KeyVault/checkNameAvailability/read",
            "Microsoft.KeyVault/deletedVaults/read",
            "Microsoft.KeyVault/locations/*/read",
            "Microsoft.KeyVault/vaults/*/read",
            "Microsoft.KeyVault/operations/read");

    private static final List<RoleDefinition> ROLES = List.of(
            role(OWNER, "Owner", "Full access to all resources, including to assign roles.", List.of("*"), NONE),
            new RoleDefinition(
                    CONTRIBUTOR,
                    "Contributor",
                    "Full access to all resources, but not to assign roles.",
                    new Permissions(
                            List.of("*"),
                            List.of(
                                    "Microsoft.Authorization/*/Delete",
                                    "Microsoft.Authorization/*/Write",
                                    "Microsoft.Authorization/elevateAccess/Action",
                                    "Microsoft.Blueprint/blueprintAssignments/write",
                                    "Microsoft.Blueprint/blueprintAssignments/delete",
                                    "Microsoft.Compute/galleries/share/action",
                                    "Microsoft.Purview/consents/write",
                                    "Microsoft.Purview/consents/delete",
                                    "Microsoft.Resources/deploymentStacks/manageDenySetting/action",
                                    "Microsoft.Subscription/cancel/action",
                                    "Microsoft.Subscription/enable/action"),
                            NONE,
                            NONE)),
            role("acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader", "View all resources.", List.of("*/read"), NONE),
            role(
                    "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
                    "User Access Administrator",
                    "Manage user access to Azure resources.",
                    List.of("*/read", "Microsoft.Authorization/*", "Microsoft.Support/*"),
                    NONE),
            role(
                    "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
                    "Role Based Access Control Administrator",
                    "Manage access to Azure resources by assigning roles.",
                    List.of(
                            "Microsoft.Authorization/roleAssignments/write",
                            "Microsoft.Authorization/roleAssignments/delete",
                            "*/read",
                            "Microsoft.Support/*"),
                    NONE),
            role(
                    "7f951dda-4ed3-4680-a7ca-43fe172d538d",
                    "AcrPull",
                    "Pull images from a container registry.",
                    List.of(REGISTRIES + "pull/read"),
                    NONE),
            role(
                    "8311e382-0749-4cb8-b61a-304f252e45ec",
                    "AcrPush",
                    "Push images to and pull them from a container registry.",
                    List.of(REGISTRIES + "pull/read", REGISTRIES + "push/write"),
                    NONE),
            role(
                    "b93aa761-3e63-49ed-ac28-beffa264f7ac",
                    "Container Registry Repository Reader",
                    "Read the repositories of a registry in ABAC mode.",
                    NONE,
                    List.of(REGISTRIES + "repositories/content/read", REGISTRIES + "repositories/metadata/read")),
            role(
                    "f1a07417-d97a-45cb-824c-7a7467783830",
                    "Managed Identity Operator",
                    "Read and assign user-assigned identities.",
                    withCommon(IDENTITIES + "*/read", IDENTITIES + "*/assign/action"),
                    NONE),
            role(
                    "e40ec5ca-96e0-45a2-b4ff-59039f2c2b59",
                    "Managed Identity Contributor",
                    "Create, read, update and delete user-assigned identities.",
                    withCommon(
                            IDENTITIES + "read",
                            IDENTITIES + "write",
                            IDENTITIES + "delete",
                            IDENTITIES + "federatedIdentityCredentials/read",
                            IDENTITIES + "federatedIdentityCredentials/write",
                            IDENTITIES + "federatedIdentityCredentials/delete",
                            IDENTITIES + "revokeTokens/action"),
                    NONE),
            role(
                    "9980e02c-c2be-4d73-94e8-173b1dc7cf3c",
                    "Virtual Machine Contributor",
                    "Manage virtual machines, but neither access to them nor their networks and storage.",
                    virtualMachineContributor(),
                    NONE),
            role(
                    "4d97b98b-1d4f-4787-a291-c67834d212e7",
                    "Network Contributor",
                    "Manage networks, but not access to them.",
                    withCommon("Microsoft.Network/*", "Microsoft.ResourceHealth/availabilityStatuses/read"),
                    NONE),
            role(
                    "4633458b-17de-408a-b874-0445c86b69e6",
                    "Key Vault Secrets User",
                    "Read the contents of secrets.",
                    NONE,
                    List.of(VAULTS + "secrets/getSecret/action", VAULTS + "secrets/readMetadata/action")),
            role(
                    "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
                    "Key Vault Secrets Officer",
                    "Do anything with secrets but manage permissions.",
                    VAULT_MANAGEMENT,
                    List.of(VAULTS + "secrets/*")),
            role(
                    "21090545-7ca7-4776-b22c-e363652d74d2",
                    "Key Vault Reader",
                    "Read the metadata of vaults and of what is in them.",
                    VAULT_MANAGEMENT,
                    List.of(VAULTS + "*/read", VAULTS + "secrets/readMetadata/action")),
            role(
                    "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
                    "Storage Blob Data Reader",
                    "Read and list containers and blobs.",
                    List.of(CONTAINERS + "read", DELEGATION_KEY),
                    List.of(CONTAINERS + "blobs/read")),
            role(
                    "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
                    "Storage Blob Data Contributor",
                    "Read, write and delete containers and blobs.",
                    List.of(CONTAINERS + "delete", CONTAINERS + "read", CONTAINERS + "write", DELEGATION_KEY),
                    List.of(
                            CONTAINERS + "blobs/delete",
                            CONTAINERS + "blobs/read",
                            CONTAINERS + "blobs/write",
                            CONTAINERS + "blobs/move/action",
                            CONTAINERS + "blobs/add/action")),
            role(
                    "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
                    "Storage Blob Data Owner",
                    "Full access to containers and blobs, including POSIX access control.",
                    List.of(CONTAINERS + "*", DELEGATION_KEY),
                    List.of(CONTAINERS + "blobs/*")));

    private BuiltInRoles() {}

    static List<RoleDefinition> all() {
        return ROLES;
    }

    static Optional<RoleDefinition> find(String guid) {
        return ROLES.stream().filter(role -> role.guid().equalsIgnoreCase(guid)).findFirst();
    }

    private static RoleDefinition role(
            String guid, String name, String description, List<String> actions, List<String> dataActions) {
        return new RoleDefinition(guid, name, description, new Permissions(actions, NONE, dataActions, NONE));
    }

    private static List<String> withCommon(String... actions) {
        var all = new ArrayList<>(COMMON);
        all.addAll(Arrays.asList(actions));
        return List.copyOf(all);
    }

    /** Without the serial console and Recovery Services entries, whose exact list is not confirmed. */
    private static List<String> virtualMachineContributor() {
        return withCommon(
                "Microsoft.Compute/availabilitySets/*",
                "Microsoft.Compute/locations/*",
                "Microsoft.Compute/virtualMachines/*",
                "Microsoft.Compute/virtualMachineScaleSets/*",
                "Microsoft.Compute/disks/read",
                "Microsoft.Compute/disks/write",
                "Microsoft.Compute/disks/delete",
                "Microsoft.DevTestLab/schedules/*",
                "Microsoft.Network/applicationGateways/backendAddressPools/join/action",
                "Microsoft.Network/loadBalancers/backendAddressPools/join/action",
                "Microsoft.Network/loadBalancers/inboundNatPools/join/action",
                "Microsoft.Network/loadBalancers/inboundNatRules/join/action",
                "Microsoft.Network/loadBalancers/probes/join/action",
                "Microsoft.Network/loadBalancers/read",
                "Microsoft.Network/locations/*",
                "Microsoft.Network/networkInterfaces/*",
                "Microsoft.Network/networkSecurityGroups/join/action",
                "Microsoft.Network/networkSecurityGroups/read",
                "Microsoft.Network/publicIPAddresses/join/action",
                "Microsoft.Network/publicIPAddresses/read",
                "Microsoft.Network/virtualNetworks/read",
                "Microsoft.Network/virtualNetworks/subnets/join/action",
                "Microsoft.Storage/storageAccounts/listKeys/action",
                "Microsoft.Storage/storageAccounts/read",
                "Microsoft.SqlVirtualMachine/*");
    }
}
