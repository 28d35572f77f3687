package io.podpass.localkube;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Sends each request to what answers it. */
final class Api {
    private static final Set<String> HEALTH = Set.of("healthz", "readyz", "livez");

    private final Types types;
    private final Discovery discovery;
    private final OpenApi openApi;
    private final Reads reads;
    private final Watches watches;
    private final Writes writes;
    private final Deletion deletion;

    private Api(Types types, Reads reads, Watches watches, Writes writes, Deletion deletion) {
        this.types = types;
        this.discovery = new Discovery(types);
        this.openApi = new OpenApi(types);
        this.reads = reads;
        this.watches = watches;
        this.writes = writes;
        this.deletion = deletion;
    }

    static Api over(ObjectStore store, Clock clock) {
        var types = new Types();
        var definitions = new Definitions(types);
        var deletion = new Deletion(store, types, definitions, clock);
        var writes = new Writes(store, types, definitions, deletion, clock, RandomGenerator.getDefault());
        Bootstrap.namespaces(writes, types);
        return new Api(types, new Reads(store, clock), new Watches(store, clock), writes, deletion);
    }

    /** Never throws {@link ApiException}: a refusal is an answer. */
    Reply handle(HttpCall call) {
        try {
            return dispatch(call);
        } catch (ApiException e) {
            return Reply.of(e.code(), e.status());
        }
    }

    private Reply dispatch(HttpCall call) {
        List<String> path = call.path();
        String first = path.isEmpty() ? "" : path.getFirst();
        if (HEALTH.contains(first)) {
            return new Reply.Text(200, "ok");
        }
        return switch (first) {
            case "version" -> Reply.ok(discovery.version());
            case "openapi" -> openApi(path);
            case "api" ->
                switch (path.size()) {
                    case 1 -> Reply.ok(discovery.coreVersions());
                    case 2 -> Reply.ok(discovery.resources("", path.get(1)));
                    default -> resource(call);
                };
            case "apis" ->
                switch (path.size()) {
                    case 1 -> Reply.ok(discovery.groups());
                    case 2 -> Reply.ok(discovery.group(path.get(1)));
                    case 3 -> Reply.ok(discovery.resources(path.get(1), path.get(2)));
                    default -> resource(call);
                };
            default -> throw ApiException.noSuchPath();
        };
    }

    private Reply openApi(List<String> path) {
        if (path.size() < 2 || !path.get(1).equals("v3")) {
            throw ApiException.noSuchPath();
        }
        return Reply.ok(path.size() == 2 ? openApi.index() : openApi.document(path.subList(2, path.size())));
    }

    private Reply resource(HttpCall call) {
        Route route = Route.resolve(call.path(), types);
        boolean collection = route.name().isEmpty();
        if (!route.subresource().isEmpty() && !Subresources.has(route)) {
            throw ApiException.noSuchPath();
        }
        return switch (call.method()) {
            case "GET" -> {
                if (call.query().flag("watch")) {
                    yield watches.watch(route, call);
                }
                yield collection ? reads.list(route, call) : reads.get(route, call);
            }
            case "POST" -> collection ? writes.create(route, call) : refuse();
            case "PUT" -> collection ? refuse() : writes.update(route, call);
            case "PATCH" -> collection ? refuse() : writes.patch(route, call);
            case "DELETE" -> {
                if (!route.subresource().isEmpty()) {
                    yield refuse();
                }
                yield collection ? deletion.deleteCollection(route, call) : deletion.delete(route, call);
            }
            default -> refuse();
        };
    }

    private static Reply refuse() {
        throw ApiException.methodNotAllowed();
    }
}
