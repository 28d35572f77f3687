package io.podpass.kube;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;

/**
 * Reads anything where an integer belongs. An object stored under an older schema may hold something else; were that an
 * error, the list that contains it could not be read at all, and one object would stop every other.
 */
final class LenientInteger extends StdDeserializer<Integer> {
    /** What everything reads as that is no integer: no known type of identity, and lighter than any weight. */
    static final int UNREADABLE = -1;

    private static final long serialVersionUID = 1;

    LenientInteger() {
        super(Integer.class);
    }

    @Override
    public Integer deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        var node = context.readTree(parser);
        return node.isIntegralNumber() && node.canConvertToInt() ? node.intValue() : UNREADABLE;
    }
}
