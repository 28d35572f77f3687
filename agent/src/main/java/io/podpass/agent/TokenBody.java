package io.podpass.agent;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podpass.azure.Token;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The JSON of an answer with tokens (spec aad-pod-identity §2.5). It is written once: from one request to the next, only
 * {@code expires_in} differs.
 */
final class TokenBody {
    /** Can't stand inside of a value, where every quotation mark has a backslash before it. */
    private static final String BEFORE_LIFETIME = "\"expires_in\":\"";

    private static final int LONGEST_LIFETIME = 20;

    private final List<Instant> ends;
    /** What stands before the first lifetime, between one and the next, and after the last. */
    private final List<byte[]> pieces;

    private final int length;

    private TokenBody(List<Instant> ends, List<byte[]> pieces) {
        this.ends = ends;
        this.pieces = pieces;
        this.length = pieces.stream().mapToInt(piece -> piece.length).sum() + ends.size() * LONGEST_LIFETIME;
    }

    /** One token is an object; with those of auxiliary tenants it is a list of such objects. */
    static TokenBody of(List<Token> tokens) {
        var shapes = tokens.stream().map(TokenBody::shape).toList();
        JsonNode body = shapes.size() == 1
                ? shapes.getFirst()
                : JsonNodeFactory.instance.arrayNode().addAll(shapes);
        var text = body.toString().replace(BEFORE_LIFETIME, BEFORE_LIFETIME + "\n");
        return new TokenBody(
                tokens.stream().map(Token::expiresOn).toList(),
                Stream.of(text.split(Pattern.quote("\n"), -1))
                        .map(piece -> piece.getBytes(UTF_8))
                        .toList());
    }

    /** Every value is a string, times included; the order of the members is part of the shape. */
    private static ObjectNode shape(Token token) {
        return new ObjectNode(JsonNodeFactory.instance)
                .put("access_token", token.value())
                .put("refresh_token", "")
                .put("expires_in", "")
                .put("expires_on", String.valueOf(token.expiresOn().getEpochSecond()))
                .put("not_before", String.valueOf(token.notBefore().getEpochSecond()))
                .put("resource", token.resource())
                .put("token_type", token.type());
    }

    byte[] at(Instant now) {
        var body = new ByteArrayOutputStream(length);
        body.writeBytes(pieces.getFirst());
        for (var i = 0; i < ends.size(); i++) {
            var left = Math.max(0, Duration.between(now, ends.get(i)).toSeconds());
            body.writeBytes(String.valueOf(left).getBytes(US_ASCII));
            body.writeBytes(pieces.get(i + 1));
        }
        return body.toByteArray();
    }
}
