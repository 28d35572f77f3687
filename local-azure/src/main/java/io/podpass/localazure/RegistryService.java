package io.podpass.localazure;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every container registry of the subscription, told apart by host name (spec azure-platform §5.3). */
final class RegistryService implements Service {
    private static final Pattern CONTENT = Pattern.compile(
            "/v2/([a-z0-9]+(?:[._/-]+[a-z0-9]+)*)/(manifests|blobs|tags)/(uploads/|)([A-Za-z0-9_.:-]*)");

    private final Resources resources;
    private final RegistryLogin login;
    private final RegistryAccess access;
    private final RegistryStore store;
    private final Ids ids;

    RegistryService(Resources resources, RegistryLogin login, RegistryAccess access, RegistryStore store, Ids ids) {
        this.resources = resources;
        this.login = login;
        this.access = access;
        this.store = store;
        this.ids = ids;
    }

    static String loginServer(Resource registry) {
        return Text.lower(registry.id().name()) + HostRouter.REGISTRY_SUFFIX;
    }

    @Override
    public Reply handle(HttpCall call) {
        String name = call.host().substring(0, call.host().length() - HostRouter.REGISTRY_SUFFIX.length());
        Resource registry = resources.named(World.REGISTRIES, name).orElse(null);
        if (registry == null) {
            // In Azure the name would not resolve at all.
            return Reply.of(
                    404, "text/plain; charset=utf-8", Content.utf8("There is no container registry " + name + ".\n"));
        }
        Reply reply;
        try {
            reply = answer(call, registry);
        } catch (RegistryException e) {
            reply = Reply.json(e.status(), e.json());
            if (e.status() == 401) {
                reply = reply.with("Www-Authenticate", challenge(call, registry, e));
            }
        }
        return reply.with("Docker-Distribution-Api-Version", "registry/2.0")
                .with("X-Ms-Correlation-Request-Id", ids.guid());
    }

    /** Quoted values, no space after the comma. The address of the realm is the one that the caller used. */
    private static String challenge(HttpCall call, Resource registry, RegistryException refused) {
        return "Bearer realm=\"" + call.self("/oauth2/token") + "\",service=\"" + loginServer(registry) + '"'
                + refused.scope().map(scope -> ",scope=\"" + scope + '"').orElse("");
    }

    private Reply answer(HttpCall call, Resource registry) {
        return switch (call.rawPath()) {
            case "/oauth2/exchange" -> login.exchange(call, registry);
            case "/oauth2/token" -> login.token(call, registry);
            case "/v2", "/v2/" -> {
                access.require(call, registry);
                yield Reply.json(200, Json.object());
            }
            case "/v2/_catalog" -> {
                access.require(call, registry, RegistryScope.CATALOG);
                var body = Json.object();
                body.set("repositories", Json.strings(store.names(registry.id())));
                yield Reply.json(200, body);
            }
            default -> content(call, registry);
        };
    }

    private Reply content(HttpCall call, Resource registry) {
        Matcher path = CONTENT.matcher(Text.decodePath(call.rawPath()));
        if (!path.matches()) {
            throw new RegistryException(404, "NOT_FOUND", "there is nothing at this path");
        }
        String name = path.group(1);
        String reference = path.group(4);
        return switch (call.method() + " " + path.group(2) + (path.group(3).isEmpty() ? "" : "/uploads")) {
            case "GET manifests", "HEAD manifests" ->
                RegistryManifests.get(call, pulled(call, registry, name), reference);
            case "GET blobs", "HEAD blobs" -> RegistryBlobs.get(call, pulled(call, registry, name), reference);
            case "GET tags" -> tags(pulled(call, registry, name), name, reference);
            case "PUT manifests" -> RegistryManifests.put(call, pushed(call, registry, name), name, reference);
            case "POST blobs/uploads" -> RegistryBlobs.begin(call, pushed(call, registry, name), name, ids::guid);
            case "PATCH blobs/uploads" -> RegistryBlobs.append(call, pushed(call, registry, name), name, reference);
            case "PUT blobs/uploads" -> RegistryBlobs.finish(call, pushed(call, registry, name), name, reference);
            default -> throw new RegistryException(405, "UNSUPPORTED", "The operation is unsupported.");
        };
    }

    private static Reply tags(RegistryRepository repository, String name, String reference) {
        if (!reference.equals("list")) {
            throw new RegistryException(404, "NOT_FOUND", "there is nothing at this path");
        }
        List<String> tags = repository.tags();
        var body = Json.object().put("name", name);
        body.set("tags", Json.strings(tags));
        return Reply.json(200, body);
    }

    private RegistryRepository pulled(HttpCall call, Resource registry, String name) {
        access.require(call, registry, RegistryScope.of(name, RegistryScope.PULL));
        return store.find(registry.id(), name)
                .orElseThrow(
                        () -> new RegistryException(404, "NAME_UNKNOWN", "repository \"" + name + "\" is not found"));
    }

    private RegistryRepository pushed(HttpCall call, Resource registry, String name) {
        access.require(call, registry, RegistryScope.of(name, RegistryScope.PULL, RegistryScope.PUSH));
        return store.forPush(registry.id(), name);
    }
}
