package io.podpass.localkube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podpass.localkube.ResourceType.Trait;
import java.util.List;

/** Works out the object that takes the place of another; stores nothing. */
final class Replacement {
    /** What stays, whatever a client writes. */
    private static final List<String> OURS = List.of(
            "name",
            "namespace",
            "uid",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "generateName",
            "generation",
            "resourceVersion");

    private Replacement() {}

    /** Throws {@link ApiException} (409) when {@code wanted} was made from another version of the object. */
    static ObjectNode of(Route route, ObjectNode current, ObjectNode wanted) {
        ResourceType type = route.type();
        refuseOthers(route, current, wanted);
        ObjectNode next = wanted.deepCopy();
        boolean status = route.subresource().equals("status");
        if (status) {
            // Of the object itself only what a status writer may touch is taken.
            next = current.deepCopy();
            Json.carry(wanted, next, "status");
        } else {
            if (type.has(Trait.STATUS)) {
                Json.carry(current, next, "status");
            }
            ObjectNode metadata = Json.metadata(next);
            Creation.place(metadata, type, route.namespace());
            OURS.forEach(field -> Json.carry(Json.metadata(current), metadata, field));
            metadata.remove("managedFields");
            refuseNewFinalizers(route, current, next);
        }
        type.rules().complete(next);
        if (type.has(Trait.GENERATION) && !content(current, type).equals(content(next, type))) {
            Json.metadata(next)
                    .put(
                            "generation",
                            Json.at(current, "metadata", "generation").asLong() + 1);
        }
        return next;
    }

    private static void refuseOthers(Route route, ObjectNode current, ObjectNode wanted) {
        String name = route.name().orElseThrow();
        String ownName = Json.text(wanted, "metadata", "name");
        if (!ownName.isEmpty() && !ownName.equals(name)) {
            throw ApiException.badRequest(
                    "the name of the object (" + ownName + ") does not match the name on the URL (" + name + ")");
        }
        String uid = Json.text(wanted, "metadata", "uid");
        String currentUid = Json.text(current, "metadata", "uid");
        if (!uid.isEmpty() && !uid.equals(currentUid)) {
            throw ApiException.conflict(
                    route.type(),
                    name,
                    "Precondition failed: UID in precondition: " + uid + ", UID in object meta: " + currentUid);
        }
        String version = Json.text(wanted, "metadata", "resourceVersion");
        if (!version.isEmpty() && !version.equals(Json.text(current, "metadata", "resourceVersion"))) {
            throw ApiException.conflict(
                    route.type(),
                    name,
                    "the object has been modified; please apply your changes to the latest version and try again");
        }
    }

    private static void refuseNewFinalizers(Route route, ObjectNode current, ObjectNode next) {
        if (!Json.at(current, "metadata").has("deletionTimestamp")) {
            return;
        }
        var present = Json.at(current, "metadata", "finalizers");
        for (var finalizer : Json.at(next, "metadata", "finalizers")) {
            boolean known = false;
            for (var old : present) {
                known |= old.equals(finalizer);
            }
            if (!known) {
                throw ApiException.invalid(
                        route.type(),
                        route.name().orElseThrow(),
                        List.of(FieldError.forbidden(
                                "metadata.finalizers",
                                "no new finalizers can be added if the object is being deleted, found new finalizers []string{\""
                                        + finalizer.asText() + "\"}")));
            }
        }
    }

    /** What counts for the generation: all but metadata, and but the status where that is written on its own. */
    private static ObjectNode content(ObjectNode object, ResourceType type) {
        ObjectNode content = Json.object();
        content.setAll(object);
        content.remove("metadata");
        if (type.has(Trait.STATUS)) {
            content.remove("status");
        }
        return content;
    }
}
