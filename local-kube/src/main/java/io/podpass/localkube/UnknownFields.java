package io.podpass.localkube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Drops fields that a schema doesn't know, and tells the client as loudly as it asked for. */
final class UnknownFields {
    private UnknownFields() {}

    /** Returns the warnings to send; throws {@link ApiException} (400) when unknown fields are to be refused. */
    static List<String> handle(ObjectNode object, ResourceType type, WriteOptions.UnknownFields wish) {
        List<String> messages = type.rules().prune(object).stream()
                .map(path -> "unknown field \"" + path + "\"")
                .toList();
        return switch (wish) {
            case DROP -> List.of();
            case WARN -> messages;
            case REFUSE -> {
                if (!messages.isEmpty()) {
                    throw ApiException.badRequest(type.kind() + " in version \"" + type.version()
                            + "\" cannot be handled as a " + type.kind() + ": strict decoding error: "
                            + String.join(", ", messages));
                }
                yield List.of();
            }
        };
    }
}
