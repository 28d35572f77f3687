package io.podpass.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * What a token says of itself. Nobody has checked its signature, so it is good for messages and for how long to keep the
 * token, and for no decision on who may get what.
 */
public final class UnverifiedClaims {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode claims;

    private UnverifiedClaims(JsonNode claims) {
        this.claims = claims;
    }

    /** Of a token that can't be read all claims are absent: a token need not be a JWT. */
    public static UnverifiedClaims of(String token) {
        var parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return new UnverifiedClaims(MissingNode.getInstance());
        }
        try {
            var claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            return new UnverifiedClaims(claims == null ? MissingNode.getInstance() : claims);
        } catch (IOException | IllegalArgumentException _) {
            return new UnverifiedClaims(MissingNode.getInstance());
        }
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(claims.path(name).textValue());
    }

    public Optional<Instant> expiresOn() {
        return Optional.of(claims.path("exp"))
                .filter(JsonNode::isIntegralNumber)
                .map(seconds -> Instant.ofEpochSecond(seconds.longValue()));
    }

    JsonNode json(String name) {
        return claims.path(name);
    }
}
