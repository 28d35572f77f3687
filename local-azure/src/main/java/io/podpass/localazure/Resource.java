package io.podpass.localazure;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A stored resource. Values are replaced, never changed; {@code body} is copied on the way in and out.
 *
 * @param body everything but id, name, type and identity
 * @param identity what ARM shows
 * @param served what IMDS serves: follows {@code identity} when the operation that changed it succeeds
 */
record Resource(ResourceId id, String type, ObjectNode body, IdentityBlock identity, IdentityBlock served) {
    Resource {
        body = body.deepCopy();
    }

    static Resource of(ResourceId id, String type, ObjectNode body) {
        return new Resource(id, type, body, IdentityBlock.NONE, IdentityBlock.NONE);
    }

    @Override
    public ObjectNode body() {
        return body.deepCopy();
    }

    Resource withBody(ObjectNode changed) {
        return new Resource(id, type, changed, identity, served);
    }

    Resource withIdentity(IdentityBlock changed) {
        return new Resource(id, type, body, changed, served);
    }

    Resource withProvisioningState(String state) {
        ObjectNode changed = body();
        changed.withObjectProperty("properties").put("provisioningState", state);
        return withBody(changed);
    }

    /** IMDS serves from now on what ARM shows. */
    Resource settled() {
        return new Resource(id, type, body, identity, identity).withProvisioningState("Succeeded");
    }

    String location() {
        return body.path("location").asText("");
    }

    /** A property as text; empty when there is none. */
    String property(String name) {
        return body.path("properties").path(name).asText("");
    }

    ObjectNode json(Tenant tenant) {
        ObjectNode json = Json.object();
        json.put("id", id.toString());
        json.put("name", id.name());
        json.put("type", type);
        json.setAll(body());
        if (!identity.isNone()) {
            json.set("identity", identity.json(tenant));
        }
        return json;
    }
}
