package io.podpass.localkube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** What one type of resource does to its objects beyond their metadata. */
interface Rules {
    /** Nothing is completed and anything goes. */
    Rules NONE = new Rules() {};

    /** Drops what the type doesn't know, in place, and returns the paths of what was dropped. */
    default List<String> prune(ObjectNode object) {
        return List.of();
    }

    /** Fills in defaults, in place. */
    default void complete(ObjectNode object) {}

    /** Prepares the status of an object that is new, in place. */
    default void begin(ObjectNode object) {}

    /** Judges an object that replaces {@code before}, which is empty when it is new. */
    default List<FieldError> check(ObjectNode object, Optional<ObjectNode> before) {
        return List.of();
    }
}
