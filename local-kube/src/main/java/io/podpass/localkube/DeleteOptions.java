package io.podpass.localkube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.StreamSupport;

/**
 * How a deletion is meant; from the body, or else from the query.
 *
 * @param uid empty, or the only object to delete
 * @param resourceVersion empty, or the only version to delete
 * @param orphan leave what the object owns
 */
record DeleteOptions(boolean dryRun, String uid, String resourceVersion, boolean orphan) {
    static DeleteOptions of(HttpCall call) {
        ObjectNode body = Bodies.options(call);
        boolean dryRun = call.query().text("dryRun").equals("All")
                || StreamSupport.stream(body.path("dryRun").spliterator(), false)
                        .anyMatch(value -> value.asText().equals("All"));
        String policy = Json.text(body, "propagationPolicy");
        if (policy.isEmpty()) {
            policy = call.query().text("propagationPolicy");
        }
        boolean orphan = policy.equals("Orphan")
                || body.path("orphanDependents").asBoolean()
                || call.query().flag("orphanDependents");
        return new DeleteOptions(
                dryRun,
                Json.text(body, "preconditions", "uid"),
                Json.text(body, "preconditions", "resourceVersion"),
                orphan);
    }

    /** Throws {@link ApiException} (409) when the object is another than the one meant. */
    void demand(ResourceType type, ObjectNode object) {
        String name = Json.text(object, "metadata", "name");
        String actualUid = Json.text(object, "metadata", "uid");
        if (!uid.isEmpty() && !uid.equals(actualUid)) {
            throw ApiException.conflict(
                    type,
                    name,
                    "Precondition failed: UID in precondition: " + uid + ", UID in object meta: " + actualUid);
        }
        String actual = Json.text(object, "metadata", "resourceVersion");
        if (!resourceVersion.isEmpty() && !resourceVersion.equals(actual)) {
            throw ApiException.conflict(
                    type,
                    name,
                    "Precondition failed: ResourceVersion in precondition: " + resourceVersion
                            + ", ResourceVersion in object meta: " + actual);
        }
    }
}
