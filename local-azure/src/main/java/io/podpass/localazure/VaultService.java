package io.podpass.localazure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The secrets part of every vault of the subscription, told apart by host name (spec azure-platform §5.1). */
final class VaultService implements Service {
    private static final Set<String> VERSIONS = Set.of("7.0", "7.1", "7.2", "7.3", "7.4", "7.5", "7.6", "2025-07-01");
    private static final Pattern NAME = Pattern.compile("[0-9a-zA-Z-]{1,127}");

    private final Resources resources;
    private final VaultAccess access;
    private final Secrets secrets;
    private final DeletedSecrets deleted;
    private final Ids ids;

    VaultService(Resources resources, VaultAccess access, Secrets secrets, Ids ids) {
        this.resources = resources;
        this.access = access;
        this.secrets = secrets;
        this.deleted = new DeletedSecrets(access, secrets);
        this.ids = ids;
    }

    @Override
    public Reply handle(HttpCall call) {
        String name = call.host().substring(0, call.host().length() - HostRouter.VAULT_SUFFIX.length());
        Resource vault = resources.named(World.VAULTS, name).orElse(null);
        if (vault == null) {
            // In Azure the name would not resolve at all.
            return Reply.of(404, "text/plain; charset=utf-8", Content.utf8("There is no vault " + name + ".\n"));
        }
        Reply reply;
        try {
            reply = answer(call, vault);
        } catch (VaultException e) {
            reply = e.reply();
            if (e.status() == 401) {
                reply = reply.with("WWW-Authenticate", access.challenge());
            }
        }
        return decorate(call, vault, reply);
    }

    private Reply answer(HttpCall call, Resource vault) {
        Caller caller = access.caller(call);
        String version = call.query().first("api-version").orElse("");
        if (!VERSIONS.contains(version)) {
            throw new VaultException(
                    400,
                    "BadParameter",
                    "The specified version (" + version
                            + ") is not recognized. Consider using the latest supported version (2025-07-01).");
        }
        List<String> path = call.segments();
        var bundles = new SecretBundles("https://" + call.authority());
        String collection = path.isEmpty() ? "" : Text.lower(path.getFirst());
        if (path.size() > 1 && !NAME.matcher(path.get(1)).matches()) {
            throw new VaultException(400, "BadParameter", "The request URI contains an invalid name: " + path.get(1));
        }
        return switch (collection) {
            case "secrets" -> secrets(call, caller, vault, path, bundles);
            case "deletedsecrets" -> deleted.answer(call, caller, vault, path, bundles);
            default -> throw notFound();
        };
    }

    private Reply secrets(HttpCall call, Caller caller, Resource vault, List<String> path, SecretBundles bundles) {
        String name = path.size() > 1 ? path.get(1) : "";
        String version = path.size() > 2 ? path.get(2) : "";
        ResourceId id = vault.id();
        return switch (call.method() + " " + path.size()) {
            case "GET 1" -> {
                access.require(caller, vault, SecretAction.LIST, "");
                yield list(secrets.latest(id).stream().map(bundles::listed).toList());
            }
            case "GET 3" -> {
                if (version.equalsIgnoreCase("versions")) {
                    access.require(caller, vault, SecretAction.LIST, name);
                    yield list(secrets.versions(id, name).stream()
                            .map(bundles::listedVersion)
                            .toList());
                }
                yield get(caller, vault, name, version, bundles);
            }
            case "GET 2" -> get(caller, vault, name, "", bundles);
            case "PUT 2" -> {
                access.require(caller, vault, SecretAction.SET, name);
                yield Reply.json(200, bundles.full(secrets.set(id, name, body(call))));
            }
            case "PATCH 3", "PATCH 2" -> {
                access.require(caller, vault, SecretAction.UPDATE, name);
                yield Reply.json(200, bundles.updated(secrets.update(id, name, version, body(call))));
            }
            case "DELETE 2" -> {
                access.require(caller, vault, SecretAction.DELETE, name);
                yield deleted.delete(id, name, bundles);
            }
            default -> throw notFound();
        };
    }

    private Reply get(Caller caller, Resource vault, String name, String version, SecretBundles bundles) {
        access.require(caller, vault, SecretAction.GET, name);
        Secrets.Version secret = secrets.get(vault.id(), name, version);
        if (!secret.settings().path("attributes").path("enabled").asBoolean(true)) {
            throw new VaultException(
                    403, "Forbidden", "SecretDisabled", "Operation get is not allowed on a disabled secret.");
        }
        return Reply.json(200, bundles.full(secret));
    }

    static Reply list(List<ObjectNode> items) {
        ObjectNode list = Json.list(items);
        list.putNull("nextLink");
        return Reply.json(200, list);
    }

    private static ObjectNode body(HttpCall call) {
        return Json.parseObject(call.content().text())
                .orElseThrow(() -> new VaultException(400, "BadParameter", "The request body is no JSON object."));
    }

    static VaultException notFound() {
        return new VaultException(404, "NotFound", "The local Azure knows secrets only.");
    }

    private Reply decorate(HttpCall call, Resource vault, Reply reply) {
        Reply decorated = reply.with("x-ms-keyvault-region", vault.location())
                .with("x-ms-keyvault-service-version", "1.9.0.0")
                .with("x-ms-keyvault-network-info", "conn_type=Ipv4;addr=127.0.0.1;act_addr_fam=InterNetwork;")
                .with("x-ms-request-id", ids.guid())
                .with("Cache-Control", "no-cache")
                .with("X-Content-Type-Options", "nosniff");
        return call.header("x-ms-client-request-id")
                .map(sent -> decorated.with("x-ms-client-request-id", sent))
                .orElse(decorated);
    }
}
