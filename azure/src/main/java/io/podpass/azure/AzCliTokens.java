package io.podpass.azure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Tokens of whoever is logged in with Azure's command line on this machine. Each call starts a process: put
 * {@link CachedToken} in front.
 */
public final class AzCliTokens implements ArmTokens {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> program;
    private final String audience;
    private final Clock clock;

    /** {@code program} is how {@code az} is started on this machine. */
    public AzCliTokens(List<String> program, String audience, Clock clock) {
        this.program = List.copyOf(program);
        this.audience = audience;
        this.clock = clock;
    }

    @Override
    public Token token() {
        var command = new ArrayList<>(program);
        command.addAll(List.of("account", "get-access-token", "--output", "json", "--resource", audience));
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            try (var out = process.getInputStream()) {
                // Its answer fits into a pipe: it need not be read while az runs, which may hang.
                if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    throw TokenException.unavailable("az did not answer within " + LIMIT.toSeconds() + " s");
                }
                if (process.exitValue() != 0) {
                    throw TokenException.refused("az has no token for " + audience + ": log in with az login");
                }
                return read(new String(out.readAllBytes(), UTF_8));
            } finally {
                process.destroy();
            }
        } catch (IOException e) {
            throw TokenException.unavailable(
                    "cannot start az: install Azure's command line, and let it be found on the PATH", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TokenException.unavailable("interrupted while az was asked for a token", e);
        }
    }

    private Token read(String text) {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JsonProcessingException _) {
            // The message would quote the token.
            throw TokenException.refused("az answered with no JSON");
        }
        var value = json.path("accessToken").asText("");
        if (value.isEmpty()) {
            throw TokenException.refused("az answered without an accessToken");
        }
        var now = clock.instant();
        // Older versions tell local time only; they renew what is about to end.
        var end = json.path("expires_on").isNumber()
                ? Instant.ofEpochSecond(json.path("expires_on").longValue())
                : now.plus(Duration.ofMinutes(10));
        return new Token(value, now, end, audience, json.path("tokenType").asText("Bearer"));
    }
}
