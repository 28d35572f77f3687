package io.podpass.localkube;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code Status} objects: what the API answers when there is no resource to answer with. */
final class Statuses {
    private Statuses() {}

    static ObjectNode envelope(String outcome) {
        ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        return status.put("status", outcome);
    }

    static ObjectNode deleted(ResourceType type, String name, String uid) {
        ObjectNode status = envelope("Success");
        ObjectNode details = status.putObject("details").put("name", name);
        if (!type.group().isEmpty()) {
            details.put("group", type.group());
        }
        details.put("kind", type.plural()).put("uid", uid);
        return status;
    }
}
