package io.podpass.localkube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podpass.localkube.ResourceType.Trait;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** POST, PUT and PATCH. */
final class Writes {
    private final ObjectStore store;
    private final Types types;
    private final Definitions definitions;
    private final Deletion deletion;
    private final Clock clock;
    private final Creation creation;

    Writes(
            ObjectStore store,
            Types types,
            Definitions definitions,
            Deletion deletion,
            Clock clock,
            RandomGenerator random) {
        this.store = store;
        this.types = types;
        this.definitions = definitions;
        this.deletion = deletion;
        this.clock = clock;
        this.creation = new Creation(clock, random);
    }

    Reply create(Route route, HttpCall call) {
        WriteOptions options = WriteOptions.of(call.query());
        ObjectNode object = Bodies.object(call, route.type());
        var warnings = new ArrayList<String>();
        ObjectNode created = create(route.type(), route.namespace(), object, options, warnings);
        return new Reply.Document(
                201, Presentation.of(route.type(), call, clock).one(created), List.copyOf(warnings));
    }

    /** Creates on this server's own behalf. */
    ObjectNode create(ResourceType type, String namespace, ObjectNode object) {
        return create(type, namespace, object, WriteOptions.PLAIN, new ArrayList<>());
    }

    Reply update(Route route, HttpCall call) {
        WriteOptions options = WriteOptions.of(call.query());
        ObjectNode object = Bodies.object(call, route.type());
        var warnings = new ArrayList<String>();
        ObjectNode updated = store.atomically(() -> {
            ObjectNode current = current(route);
            if (route.type().has(Trait.CONDITIONAL_UPDATE)
                    && Json.text(object, "metadata", "resourceVersion").isEmpty()) {
                throw ApiException.invalid(
                        route.type(),
                        route.name().orElseThrow(),
                        List.of(FieldError.invalid(
                                "metadata.resourceVersion",
                                Json.object().numberNode(0),
                                "must be specified for an update")));
            }
            return replace(route, current, object, options, warnings);
        });
        return answer(200, route, call, updated, warnings);
    }

    Reply patch(Route route, HttpCall call) {
        WriteOptions options = WriteOptions.of(call.query());
        var warnings = new ArrayList<String>();
        return store.atomically(() -> {
            Optional<ObjectNode> current = store.get(route.type().shelf(), route.key());
            if (current.isEmpty() && call.contentType().equals(Patches.SERVER_SIDE_APPLY)) {
                ObjectNode applied = Patches.apply(call, route.type(), Optional.empty());
                Json.metadata(applied).put("name", route.name().orElseThrow());
                Bodies.checkType(applied, route.type());
                ObjectNode created = create(route.type(), route.namespace(), applied, options, warnings);
                return answer(201, route, call, created, warnings);
            }
            ObjectNode present = current(route);
            ObjectNode patched = Patches.apply(call, route.type(), Optional.of(Versions.shown(present, route.type())));
            Bodies.checkType(patched, route.type());
            return answer(200, route, call, replace(route, present, patched, options, warnings), warnings);
        });
    }

    private Reply answer(int status, Route route, HttpCall call, ObjectNode object, List<String> warnings) {
        return new Reply.Document(
                status, Presentation.of(route.type(), call, clock).one(object), List.copyOf(warnings));
    }

    private ObjectNode current(Route route) {
        return store.get(route.type().shelf(), route.key())
                .orElseThrow(
                        () -> ApiException.notFound(route.type(), route.name().orElseThrow()));
    }

    private ObjectNode create(
            ResourceType type, String namespace, ObjectNode object, WriteOptions options, List<String> warnings) {
        return store.atomically(() -> {
            creation.name(object, type, namespace);
            refuseMissingOrDyingNamespace(type, namespace, Json.text(object, "metadata", "name"));
            Versions.keep(object, type);
            warnings.addAll(UnknownFields.handle(object, type, options.unknownFields()));
            creation.complete(object, type);
            var key = new ObjectKey(namespace, Json.text(object, "metadata", "name"));
            judge(type, key.name(), object, Optional.empty());
            if (store.get(type.shelf(), key).isPresent()) {
                throw ApiException.alreadyExists(type, key.name());
            }
            if (!options.dryRun()) {
                store.put(type.shelf(), key, object);
                definitions.onWrite(type, object);
            }
            return object;
        });
    }

    private ObjectNode replace(
            Route route, ObjectNode current, ObjectNode wanted, WriteOptions options, List<String> warnings) {
        ResourceType type = route.type();
        Versions.keep(wanted, type);
        warnings.addAll(UnknownFields.handle(wanted, type, options.unknownFields()));
        ObjectNode next = Replacement.of(route, current, wanted);
        judge(type, route.name().orElseThrow(), next, Optional.of(current));
        if (next.equals(current) || options.dryRun()) {
            return next;
        }
        if (Deletion.isDue(next, type)) {
            return deletion.remove(type, route.key());
        }
        store.put(type.shelf(), route.key(), next);
        definitions.onWrite(type, next);
        return next;
    }

    private static void judge(ResourceType type, String name, ObjectNode object, Optional<ObjectNode> before) {
        var errors = new ArrayList<FieldError>();
        if (before.isEmpty()) {
            Names.check(object, type).ifPresent(errors::add);
        }
        errors.addAll(type.rules().check(object, before));
        if (!errors.isEmpty()) {
            throw ApiException.invalid(type, name, errors);
        }
    }

    private void refuseMissingOrDyingNamespace(ResourceType type, String namespace, String name) {
        if (!type.namespaced()) {
            return;
        }
        ResourceType namespaces = types.builtIn("", "namespaces");
        ObjectNode home = store.get(namespaces.shelf(), new ObjectKey("", namespace))
                .orElseThrow(() -> ApiException.notFound(namespaces, namespace));
        if (Json.at(home, "metadata").has("deletionTimestamp")) {
            throw ApiException.forbidden(
                    type,
                    name,
                    "unable to create new content in namespace " + namespace + " because it is being terminated");
        }
    }
}
