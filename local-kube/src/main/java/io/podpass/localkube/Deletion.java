package io.podpass.localkube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * DELETE, and what follows from it. Finalizers hold objects back; nothing else does: there is no grace period, because
 * no kubelet would end it, and what an object owned goes with it at once.
 */
final class Deletion {
    private final ObjectStore store;
    private final Types types;
    private final Definitions definitions;
    private final Clock clock;

    Deletion(ObjectStore store, Types types, Definitions definitions, Clock clock) {
        this.store = store;
        this.types = types;
        this.definitions = definitions;
        this.clock = clock;
    }

    Reply delete(Route route, HttpCall call) {
        DeleteOptions options = DeleteOptions.of(call);
        ResourceType type = route.type();
        return store.atomically(() -> {
            ObjectNode object = store.get(type.shelf(), route.key())
                    .orElseThrow(() -> ApiException.notFound(type, route.name().orElseThrow()));
            options.demand(type, object);
            ObjectNode left = options.dryRun() ? object : delete(type, route.key(), object, options.orphan());
            boolean gone =
                    options.dryRun() || store.get(type.shelf(), route.key()).isEmpty();
            return Reply.ok(
                    gone
                            ? Statuses.deleted(type, route.name().orElseThrow(), Json.text(object, "metadata", "uid"))
                            : Presentation.of(type, call, clock).one(left));
        });
    }

    Reply deleteCollection(Route route, HttpCall call) {
        Selection selection = Selection.of(route, call.query());
        DeleteOptions options = DeleteOptions.of(call);
        ResourceType type = route.type();
        return store.atomically(() -> {
            List<ObjectNode> chosen =
                    store.all(type.shelf()).stream().filter(selection::matches).toList();
            if (!options.dryRun()) {
                chosen.forEach(object -> delete(type, key(object), object, options.orphan()));
            }
            ObjectNode metadata = Json.object().put("resourceVersion", Long.toString(store.version()));
            return Reply.ok(Presentation.of(type, call, clock).list(chosen, metadata));
        });
    }

    /** Whether nothing holds an object back whose deletion was asked for. */
    static boolean isDue(ObjectNode object, ResourceType type) {
        return Json.at(object, "metadata").has("deletionTimestamp")
                && Json.at(object, "metadata", "finalizers").isEmpty()
                && (!type.kind().equals("Namespace")
                        || Json.at(object, "spec", "finalizers").isEmpty());
    }

    /** Removes an object at once, with all that goes with it; returns it as it was last. */
    ObjectNode remove(ResourceType type, ObjectKey key) {
        ObjectNode last = store.remove(type.shelf(), key);
        definitions.onDelete(type, last).forEach(instances -> empty(instances, ""));
        removeOwned(Json.text(last, "metadata", "uid"));
        finishNamespace(key.namespace());
        return last;
    }

    private ObjectNode delete(ResourceType type, ObjectKey key, ObjectNode object, boolean orphan) {
        if (orphan) {
            disown(Json.text(object, "metadata", "uid"));
        }
        if (type.kind().equals("Namespace")) {
            return deleteNamespace(type, key, object);
        }
        if (Json.at(object, "metadata", "finalizers").isEmpty()) {
            return remove(type, key);
        }
        return mark(type, key, object);
    }

    private ObjectNode mark(ResourceType type, ObjectKey key, ObjectNode object) {
        if (Json.at(object, "metadata").has("deletionTimestamp")) {
            return object;
        }
        ObjectNode marked = object.deepCopy();
        Json.metadata(marked)
                .put(
                        "deletionTimestamp",
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("deletionGracePeriodSeconds", 0);
        if (type.kind().equals("Namespace")) {
            Json.child(marked, "status").put("phase", "Terminating");
        }
        store.put(type.shelf(), key, marked);
        return marked;
    }

    private ObjectNode deleteNamespace(ResourceType type, ObjectKey key, ObjectNode object) {
        if (key.name().startsWith("kube-") || key.name().equals("default")) {
            throw ApiException.forbidden(type, key.name(), "this namespace may not be deleted");
        }
        ObjectNode marked = mark(type, key, object);
        for (String shelf : store.shelves()) {
            types.ofShelf(shelf).filter(ResourceType::namespaced).ifPresent(inside -> empty(inside, key.name()));
        }
        finishNamespace(key.name());
        return marked;
    }

    private void empty(ResourceType type, String namespace) {
        List<ObjectNode> all = namespace.isEmpty() ? store.all(type.shelf()) : store.in(type.shelf(), namespace);
        for (ObjectNode object : all) {
            if (store.get(type.shelf(), key(object)).isPresent()) {
                delete(type, key(object), object, false);
            }
        }
    }

    /** A namespace whose deletion was asked for goes with the last object in it. */
    private void finishNamespace(String name) {
        ResourceType namespaces = types.builtIn("", "namespaces");
        var key = new ObjectKey("", name);
        store.get(namespaces.shelf(), key)
                .filter(namespace -> Json.at(namespace, "metadata").has("deletionTimestamp"))
                .filter(namespace ->
                        Json.at(namespace, "metadata", "finalizers").isEmpty())
                .filter(_ -> store.shelves().stream()
                        .allMatch(shelf -> store.in(shelf, name).isEmpty()))
                .ifPresent(_ -> remove(namespaces, key));
    }

    private void removeOwned(String uid) {
        forEachOwned(uid, (type, object) -> {
            if (Json.at(object, "metadata", "ownerReferences").size() == 1) {
                delete(type, key(object), object, false);
            } else {
                withoutOwner(type, object, uid);
            }
        });
    }

    private void disown(String uid) {
        forEachOwned(uid, (type, object) -> withoutOwner(type, object, uid));
    }

    private void withoutOwner(ResourceType type, ObjectNode object, String uid) {
        ObjectNode freed = object.deepCopy();
        var left = Json.array();
        for (JsonNode owner : Json.at(object, "metadata", "ownerReferences")) {
            if (!Json.text(owner, "uid").equals(uid)) {
                left.add(owner);
            }
        }
        Json.metadata(freed).set("ownerReferences", left);
        store.put(type.shelf(), key(object), freed);
    }

    private void forEachOwned(String uid, BiConsumer<ResourceType, ObjectNode> action) {
        for (String shelf : store.shelves()) {
            types.ofShelf(shelf)
                    .ifPresent(type -> store.all(shelf).stream()
                            .filter(object -> isOwned(object, uid))
                            .forEach(object -> action.accept(type, object)));
        }
    }

    private static boolean isOwned(ObjectNode object, String uid) {
        for (JsonNode owner : Json.at(object, "metadata", "ownerReferences")) {
            if (Json.text(owner, "uid").equals(uid)) {
                return true;
            }
        }
        return false;
    }

    private static ObjectKey key(ObjectNode object) {
        return new ObjectKey(Json.text(object, "metadata", "namespace"), Json.text(object, "metadata", "name"));
    }
}
