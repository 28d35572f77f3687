package io.podpass.azure;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;

/** One answer of ARM; {@code body} is a missing node when it was empty or no JSON. */
record ArmAnswer(int status, HttpHeaders headers, JsonNode body) {
    boolean successful() {
        return status >= 200 && status < 300;
    }

    /** {@code Succeeded}, {@code Updating} and the like; empty when the answer tells none. */
    String provisioningState() {
        return body.path("properties").path("provisioningState").asText("");
    }
}
