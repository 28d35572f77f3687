package io.podpass.core;

import io.podpass.core.Permissions.Operation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Azure's own roles that count here. Their ids are the same in all tenants and clouds (spec azure-platform §3.7). Of the
 * permissions only those are kept that some {@link #needs()} asks for.
 */
// Lists that nobody can change: List.of.
@SuppressWarnings("ImmutableEnumChecker")
public enum BuiltInRole {
    ACR_PULL(
            "AcrPull",
            "7f951dda-4ed3-4680-a7ca-43fe172d538d",
            Permissions.ofActions(BuiltInRole.PULL),
            Operation.action(BuiltInRole.PULL)),
    MANAGED_IDENTITY_OPERATOR(
            "Managed Identity Operator",
            "f1a07417-d97a-45cb-824c-7a7467783830",
            Permissions.ofActions(
                    "Microsoft.ManagedIdentity/userAssignedIdentities/*/read",
                    "Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action"),
            Operation.action("Microsoft.ManagedIdentity/userAssignedIdentities/assign/action")),
    VIRTUAL_MACHINE_CONTRIBUTOR(
            "Virtual Machine Contributor",
            "9980e02c-c2be-4d73-94e8-173b1dc7cf3c",
            Permissions.ofActions("Microsoft.Compute/virtualMachines/*", "Microsoft.Compute/virtualMachineScaleSets/*"),
            Operation.action("Microsoft.Compute/virtualMachineScaleSets/read"),
            Operation.action("Microsoft.Compute/virtualMachineScaleSets/write"),
            Operation.action("Microsoft.Compute/virtualMachines/read"),
            Operation.action("Microsoft.Compute/virtualMachines/write")),
    STORAGE_BLOB_DATA_CONTRIBUTOR(
            "Storage Blob Data Contributor",
            "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
            Permissions.ofDataActions(
                    BuiltInRole.BLOBS + "delete",
                    BuiltInRole.BLOBS + "read",
                    BuiltInRole.BLOBS + "write",
                    BuiltInRole.BLOBS + "move/action",
                    BuiltInRole.BLOBS + "add/action"),
            Operation.dataAction(BuiltInRole.BLOBS + "read"),
            Operation.dataAction(BuiltInRole.BLOBS + "write"),
            Operation.dataAction(BuiltInRole.BLOBS + "delete")),
    STORAGE_BLOB_DATA_READER(
            "Storage Blob Data Reader",
            "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
            Permissions.ofDataActions(BuiltInRole.BLOBS + "read"),
            Operation.dataAction(BuiltInRole.BLOBS + "read")),
    STORAGE_BLOB_DATA_OWNER(
            "Storage Blob Data Owner",
            "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
            Permissions.ofDataActions(BuiltInRole.BLOBS + "*"),
            Operation.dataAction(BuiltInRole.BLOBS + "manageOwnership/action")),
    KEY_VAULT_SECRETS_USER(
            "Key Vault Secrets User",
            "4633458b-17de-408a-b874-0445c86b69e6",
            Permissions.ofDataActions(
                    BuiltInRole.SECRETS + "getSecret/action", BuiltInRole.SECRETS + "readMetadata/action"),
            Operation.dataAction(BuiltInRole.SECRETS + "getSecret/action")),
    KEY_VAULT_SECRETS_OFFICER(
            "Key Vault Secrets Officer",
            "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
            Permissions.ofDataActions(BuiltInRole.SECRETS + "*"),
            Operation.dataAction(BuiltInRole.SECRETS + "setSecret/action")),
    MANAGED_IDENTITY_CONTRIBUTOR(
            "Managed Identity Contributor",
            "e40ec5ca-96e0-45a2-b4ff-59039f2c2b59",
            Permissions.ofActions(
                    "Microsoft.ManagedIdentity/userAssignedIdentities/read",
                    "Microsoft.ManagedIdentity/userAssignedIdentities/write",
                    "Microsoft.ManagedIdentity/userAssignedIdentities/delete"),
            Operation.action("Microsoft.ManagedIdentity/userAssignedIdentities/write")),
    READER(
            "Reader",
            "acdd72a7-3385-48ef-bd42-f606fba81ae7",
            Permissions.ofActions("*/read"),
            Operation.action("Microsoft.Resources/subscriptions/resourceGroups/read")),
    CONTRIBUTOR(
            "Contributor",
            "b24988ac-6180-42a0-ab88-20f7382dd24c",
            new Permissions(
                    List.of("*"),
                    List.of("Microsoft.Authorization/*/Delete", "Microsoft.Authorization/*/Write"),
                    List.of(),
                    List.of()),
            Operation.action("Microsoft.Resources/subscriptions/resourceGroups/write")),
    OWNER(
            "Owner",
            "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
            Permissions.ofActions("*"),
            Operation.action("Microsoft.Authorization/roleAssignments/write"));

    private static final String PULL = "Microsoft.ContainerRegistry/registries/pull/read";
    private static final String BLOBS = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/";
    private static final String SECRETS = "Microsoft.KeyVault/vaults/secrets/";

    private final String roleName;
    private final String guid;
    private final Permissions permissions;
    private final List<Operation> needs;

    BuiltInRole(String roleName, String guid, Permissions permissions, Operation... needs) {
        this.roleName = roleName;
        this.guid = guid;
        this.permissions = permissions;
        this.needs = List.of(needs);
    }

    /** Empty for a custom role and for those of Azure's that do not count here. */
    public static Optional<BuiltInRole> ofName(String name) {
        return Stream.of(values())
                .filter(role -> role.roleName.equalsIgnoreCase(name))
                .findFirst();
    }

    /** {@code definition} is the GUID alone or a role definition's id that ends with it, at whatever scope. */
    public static Optional<BuiltInRole> ofDefinition(String definition) {
        var last = definition.substring(definition.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return Stream.of(values()).filter(role -> role.guid.equals(last)).findFirst();
    }

    /** All of them, for messages. */
    public static String names() {
        return Stream.of(values()).map(BuiltInRole::roleName).collect(Collectors.joining(", "));
    }

    public String roleName() {
        return roleName;
    }

    public String guid() {
        return guid;
    }

    public Permissions permissions() {
        return permissions;
    }

    /** What somebody must be allowed to whom this role would be given: any other role that allows it will do. */
    public List<Operation> needs() {
        return needs;
    }
}
