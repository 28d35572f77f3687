package io.podpass.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.podpass.core.ResourceId;
import io.podpass.core.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who is who at Azure, also before anything exists: ids that a plan does not know yet are made up of what it does know, so
 * that two mentions of one thing get one id. They are compared only, and never shown.
 */
final class AzureFacts {
    static final String CLUSTER = "azurerm_kubernetes_cluster";
    static final String IDENTITY = "azurerm_user_assigned_identity";
    static final String REGISTRY = "azurerm_container_registry";
    static final String ASSIGNMENT = "azurerm_role_assignment";

    /** From a role assignment to a cluster, and to the identity that its kubelet was given. */
    private static final int HOPS = 2;

    private static final Pattern SUBSCRIPTION = Pattern.compile("(?i)/subscriptions/([^/\\s\"]+)");
    private static final Map<String, String> PROVIDERS = Map.of(
            CLUSTER,
            "Microsoft.ContainerService/managedClusters",
            IDENTITY,
            "Microsoft.ManagedIdentity/userAssignedIdentities",
            REGISTRY,
            "Microsoft.ContainerRegistry/registries",
            "azurerm_storage_account",
            "Microsoft.Storage/storageAccounts",
            "azurerm_key_vault",
            "Microsoft.KeyVault/vaults");

    private final Map<String, List<Resource>> byDefinition;
    private final Set<String> clientIds = new HashSet<>();
    private final Set<String> objectIds = new HashSet<>();
    private final Optional<String> subscription;

    AzureFacts(World world) {
        byDefinition = world.resources().stream().collect(Collectors.groupingBy(Resource::definition));
        var subscriptions = new HashSet<String>();
        world.resources().forEach(resource -> {
            collect(resource.values(), resource.type().equals(ASSIGNMENT));
            SUBSCRIPTION
                    .matcher(resource.values().toString())
                    .results()
                    .forEach(found -> subscriptions.add(found.group(1).toLowerCase(Locale.ROOT)));
        });
        subscription = switch (subscriptions.size()) {
            case 0 -> Optional.of("~");
            case 1 -> subscriptions.stream().findFirst();
            // Which of them a new resource will be in, its provider's configuration says, and that may be a variable's.
            default -> Optional.empty();
        };
    }

    private void collect(JsonNode node, boolean assignment) {
        node.properties().forEach(field -> {
            var value = field.getValue();
            if (!value.isTextual()) {
                collect(value, assignment);
            } else if (!value.textValue().isEmpty() && !assignment) {
                var id = value.textValue().toLowerCase(Locale.ROOT);
                switch (field.getKey()) {
                    case "client_id", "application_id" -> clientIds.add(id);
                    case "principal_id", "object_id" -> objectIds.add(id);
                    default -> {}
                }
            }
        });
        if (node.isArray()) {
            node.forEach(element -> collect(element, assignment));
        }
    }

    boolean isClientId(String id) {
        var lower = id.toLowerCase(Locale.ROOT);
        return clientIds.contains(lower) && !objectIds.contains(lower);
    }

    boolean isObjectId(String id) {
        var lower = id.toLowerCase(Locale.ROOT);
        return objectIds.contains(lower) && !clientIds.contains(lower);
    }

    boolean knowsPrincipals() {
        return !objectIds.isEmpty();
    }

    boolean knowsPrincipal(String id) {
        return objectIds.contains(id.toLowerCase(Locale.ROOT));
    }

    /** The resource that an origin reads, if there is one instance of it. */
    Optional<Resource> resource(Origin origin) {
        var instances = byDefinition.getOrDefault(origin.definition(), List.of());
        return instances.size() == 1 ? Optional.of(instances.getFirst()) : Optional.empty();
    }

    /**
     * One name for a principal, however it is mentioned: its object id, or the attribute that will be it. Whom a data source
     * will find is not known before it is read: it may be anybody, the kubelet identity too.
     */
    Optional<String> principal(Resource resource, String path) {
        return principal(resource, path, 0);
    }

    private Optional<String> principal(Resource resource, String path, int depth) {
        var known = resource.text(path).map(id -> id.toLowerCase(Locale.ROOT));
        if (known.isPresent() || depth > HOPS) {
            return known;
        }
        if (!resource.origins(path).isEmpty()) {
            return resource.origin(path)
                    .filter(origin -> !origin.attribute().isEmpty())
                    .flatMap(
                            origin -> resource(origin).flatMap(read -> principal(read, origin.attribute(), depth + 1)));
        }
        return resource.unknown(path) && !resource.data()
                ? Optional.of(resource.address() + "." + path)
                : Optional.empty();
    }

    /** Id of a resource; empty where too little is known to tell it from others. */
    Optional<Scope> id(Resource resource) {
        return resource.text("id").flatMap(AzureFacts::scope).or(() -> madeUp(resource));
    }

    Optional<ResourceId> resourceId(Resource resource) {
        return id(resource)
                .map(Scope::value)
                .filter(id -> PROVIDERS.containsKey(resource.type()))
                .map(ResourceId::new);
    }

    private Optional<Scope> madeUp(Resource resource) {
        if (resource.type().equals("azurerm_resource_group")) {
            return group(resource.text("name"));
        }
        var group = resource.text("resource_group_name")
                .or(() -> resource.origin("resource_group_name")
                        .flatMap(this::resource)
                        .flatMap(read -> read.text("name")));
        var provider = Optional.ofNullable(PROVIDERS.get(resource.type()));
        return group(group)
                .flatMap(scope -> provider.flatMap(type ->
                        resource.text("name").flatMap(name -> scope(scope + "/providers/" + type + "/" + name))));
    }

    private Optional<Scope> group(Optional<String> name) {
        return name.flatMap(
                group -> subscription.flatMap(id -> scope("/subscriptions/" + id + "/resourcegroups/" + group)));
    }

    /** Group of a cluster's nodes, which AKS makes and names if nobody else does. */
    Optional<Scope> nodeGroup(Resource cluster) {
        return cluster.text("node_resource_group_id")
                .flatMap(AzureFacts::scope)
                .or(() -> group(cluster.text("node_resource_group")))
                .or(() -> group(
                        Optional.of("~" + Integer.toHexString(cluster.address().hashCode()))));
    }

    /** Where a role is assigned; empty where the plan does not tell. */
    Optional<Scope> scopeOf(Resource assignment) {
        var known = assignment.text("scope");
        if (known.isPresent()) {
            return known.flatMap(AzureFacts::scope);
        }
        return assignment
                .origin("scope")
                .flatMap(origin -> resource(origin).flatMap(read -> switch (origin.attribute()) {
                    case "id" -> id(read);
                    case "node_resource_group_id" -> nodeGroup(read);
                    default -> Optional.empty();
                }));
    }

    private static Optional<Scope> scope(String text) {
        try {
            return Optional.of(new Scope(text));
        } catch (IllegalArgumentException _) {
            // Whatever it is, no role is assigned there.
            return Optional.empty();
        }
    }

    /** Principals of a cluster's own identity, which pulls no image and attaches nothing. */
    Set<String> controlPlane(World world, Resource cluster) {
        var own = Stream.concat(
                principal(cluster, "identity.principal_id").stream(),
                Stream.of(cluster.address() + ".identity.principal_id"));
        var assigned = world.resources(IDENTITY)
                .filter(identity -> controls(cluster, identity))
                .flatMap(identity -> principal(identity, "principal_id").stream());
        var all = new HashSet<>(Stream.concat(own, assigned).toList());
        kubelet(cluster).ifPresent(all::remove);
        return all;
    }

    private boolean controls(Resource cluster, Resource identity) {
        return cluster.origins("identity.identity_ids").contains(new Origin(identity.definition(), "id"))
                || identity.text("id")
                        .filter(id -> cluster.texts("identity.identity_ids").anyMatch(id::equalsIgnoreCase))
                        .isPresent();
    }

    /** Empty for a cluster with a service principal, which does all. */
    Optional<String> kubelet(Resource cluster) {
        var servicePrincipal = cluster.text("service_principal.client_id").isPresent()
                || !cluster.origins("service_principal.client_id").isEmpty();
        return servicePrincipal ? Optional.empty() : principal(cluster, "kubelet_identity.object_id");
    }
}
