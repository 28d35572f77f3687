package io.podpass.localazure;

import java.util.List;

/** Builds every part of the local Azure and wires it, top to bottom. */
final class World {
    static final String VAULTS = "Microsoft.KeyVault/vaults";
    static final String ACCOUNTS = "Microsoft.Storage/storageAccounts";
    static final String REGISTRIES = "Microsoft.ContainerRegistry/registries";

    private static final String AZURE_CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

    private final LocalAzureSettings settings;
    private final Tenant tenant;
    private final Tenants tenants;
    private final ResourceId subscription;
    private final Ids ids;
    private final Directory directory;
    private final SigningKey key = new SigningKey();
    private final TokenIssuer issuer;
    private final Applications applications;
    private final Resources resources = new Resources();
    private final Operations operations;
    private final AccessControl access;
    private final Principal administrator;
    private final Secrets secrets;
    private final BlobStore blobs;
    private final RegistryStore registries = new RegistryStore();
    private final Service entra;
    private final Service services;

    World(LocalAzureSettings settings) {
        this.settings = settings;
        this.tenant = new Tenant(Text.lower(settings.tenantId()));
        this.tenants = new Tenants(tenant);
        this.subscription = ResourceId.of(List.of("subscriptions", settings.subscriptionId()));
        this.ids = new Ids(settings.random());
        this.directory = new Directory(ids);
        this.issuer = new TokenIssuer(tenant, key, settings.clock(), ids);
        this.applications = new Applications(tenants, directory, settings.clock(), ids);
        this.operations =
                new Operations(settings.clock(), ids, settings.latency().operation());
        this.access = new AccessControl(settings.clock(), settings.latency().roleAssignment());
        this.administrator = directory.createUser("administrator@podpass.example", AZURE_CLI);
        makeOwner(administrator);
        var verifier = new TokenVerifier(tenant, key, settings.clock());
        this.secrets = new Secrets(settings.clock(), ids);
        this.blobs = new BlobStore(settings.clock(), ids);
        this.entra = new EntraService(
                tenants,
                key,
                new ClientCredentialsGrant(applications, issuer, settings.clock()),
                new EntraErrors(settings.clock(), ids));
        this.services = new HostRouter(
                arm(verifier),
                entra,
                new VaultService(resources, new VaultAccess(tenant, verifier, access), secrets, ids),
                new BlobService(resources, new BlobAccess(tenant, verifier, access), blobs, settings.clock(), ids),
                registryService(verifier));
    }

    Resources resources() {
        return resources;
    }

    Service services() {
        return services;
    }

    Service entra() {
        return entra;
    }

    Tenants tenants() {
        return tenants;
    }

    Applications applications() {
        return applications;
    }

    Principal administrator() {
        return administrator;
    }

    String administratorToken(String audience) {
        return issuer.user(administrator, audience).jwt();
    }

    Service imds(ResourceId machine) {
        if (Machine.find(resources, machine).isEmpty()) {
            throw new LocalAzureException("there is no machine " + machine
                    + "; name a scale set instance (…/virtualMachineScaleSets/NAME/virtualMachines/0) or a virtual machine"
                    + " that was created before");
        }
        var tokens = new ImdsTokens(issuer, directory, settings.clock());
        return new ImdsService(machine, resources, operations, tokens, tenant);
    }

    /** In force at once, however slow role assignments are: somebody has to make the first one. */
    private void makeOwner(Principal principal) {
        access.put(new RoleAssignment(
                subscription,
                ids.guid(),
                BuiltInRoles.find(BuiltInRoles.OWNER).orElseThrow(),
                principal.objectId(),
                principal.type().wire(),
                Json.object(),
                settings.clock().instant().minus(settings.latency().roleAssignment()),
                principal.objectId()));
    }

    private void forgetData(ResourceId id) {
        secrets.forget(id);
        blobs.forget(id);
        registries.forget(id);
    }

    private Service registryService(TokenVerifier verifier) {
        var tokens = new RegistryTokens(key, settings.clock(), ids);
        return new RegistryService(
                resources,
                new RegistryLogin(tenant, verifier, access, tokens),
                new RegistryAccess(tokens),
                registries,
                ids);
    }

    private Service arm(TokenVerifier verifier) {
        var authorization = new ArmAuthorization(access);
        var removal = new Removal(resources, directory, access, this::forgetData);
        var identities =
                new UserAssignedIdentities(tracked(UserAssignedIdentities.NAME, removal), resources, directory, tenant);
        var applier = new IdentityApplier(identities, directory);
        var parts = new ClusterParts(resources, identities, access, removal, settings.clock(), ids);
        var roles = new RoleCatalogue();
        var rules = new RoleAssignmentRules(access, roles, directory, tenant, settings.clock());
        return new ArmService(
                new ArmAuthentication(tenant, verifier, settings.clock()),
                authorization,
                List.of(
                        new Subscriptions(subscription, tenant),
                        new ResourceGroups(resources, removal),
                        identities,
                        compute(ComputeType.SCALE_SETS, removal, authorization, applier),
                        compute(ComputeType.MACHINES, removal, authorization, applier),
                        new ScaleSetInstances(resources),
                        new ManagedClusters(
                                tracked(ManagedClusters.NAME, removal),
                                resources,
                                operations,
                                authorization,
                                applier,
                                parts,
                                removal,
                                tenant),
                        new OperationStatuses("Microsoft.Compute", operations),
                        new OperationStatuses("Microsoft.ContainerService", operations),
                        new RoleDefinitions(roles, subscription),
                        new RoleAssignments(access, rules, subscription),
                        registries(removal),
                        vaults(removal),
                        accounts(removal),
                        new VaultSecrets(resources, secrets),
                        new BlobContainers(resources, blobs)),
                resources,
                operations,
                settings.clock(),
                ids,
                subscription);
    }

    private ResourceType compute(
            String type, Removal removal, ArmAuthorization authorization, IdentityApplier applier) {
        return new ComputeType(type, tracked(type, removal), resources, operations, authorization, applier, tenant);
    }

    private ResourceType registries(Removal removal) {
        return new SimpleType(
                REGISTRIES,
                tracked(REGISTRIES, removal),
                resources,
                (name, properties) -> properties.put("loginServer", name + HostRouter.REGISTRY_SUFFIX));
    }

    private ResourceType vaults(Removal removal) {
        return new SimpleType(VAULTS, tracked(VAULTS, removal), resources, (name, properties) -> {
            properties.put("vaultUri", "https://" + name + HostRouter.VAULT_SUFFIX + "/");
            properties.put("tenantId", tenant.id());
        });
    }

    private ResourceType accounts(Removal removal) {
        return new SimpleType(
                ACCOUNTS,
                tracked(ACCOUNTS, removal),
                resources,
                (name, properties) -> properties
                        .putObject("primaryEndpoints")
                        .put("blob", "https://" + name + HostRouter.BLOB_SUFFIX + "/"));
    }

    private TrackedResources tracked(String type, Removal removal) {
        return new TrackedResources(type, resources, removal, tenant);
    }
}
