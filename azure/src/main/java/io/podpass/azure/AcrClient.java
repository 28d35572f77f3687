package io.podpass.azure;

import io.podpass.core.Authority;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/**
 * Gets an Azure container registry's tokens for one of Entra's (spec azure-platform §5.3). Tries again what is worth it
 * until the caller's deadline. Safe for use by many threads; caches nothing.
 */
public final class AcrClient {
    /** What Entra's token must be for, in every cloud. */
    public static final String AUDIENCE = "https://containerregistry.azure.net";

    /** The user's name that goes with a registry's refresh token as password. */
    public static final String USER = "00000000-0000-0000-0000-000000000000";

    /** Of a refresh token that does not say when it ends: much less than any registry gives. */
    static final long SECONDS_UNSAID = 15 * 60;

    private final AcrCalls calls;
    private final Clock clock;

    /** {@code http} must not follow redirects: requests hold tokens. {@link EntraClient#httpClient()} is fit for it. */
    public AcrClient(HttpClient http, Clock clock, Pause pause) {
        if (http.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("the client follows redirects, and with them tokens would go astray");
        }
        this.calls = new AcrCalls(http, clock, pause);
        this.clock = clock;
    }

    /**
     * The registry's refresh token for Entra's token, which goes to that address and nowhere else: whether it may is
     * decided before ({@link io.podpass.core.RegistryRules}). Throws {@link TokenException}: 403 class when the registry
     * refused or is none, 503 class when it could not be asked in time.
     */
    public Token exchange(Authority registry, String tenant, Token entra, Instant deadline) {
        var challenge = challenge(registry, deadline);
        var answer = calls.post(
                at(registry, "oauth2/exchange"),
                Map.of(
                        "grant_type",
                        "access_token",
                        "service",
                        challenge.service(),
                        "tenant",
                        tenant,
                        "access_token",
                        entra.value()),
                deadline);
        var token = answer.statusCode() == 200
                ? AcrCalls.json(answer).path("refresh_token").asText("")
                : "";
        if (token.isEmpty()) {
            throw TokenException.refused(
                    "the registry " + registry + " did not take the token that Entra issued in tenant "
                            + tenant + ": " + AcrCalls.said(answer)
                            + (answer.statusCode() == 200 ? " without a refresh token" : ""));
        }
        var now = clock.instant();
        var end = UnverifiedClaims.of(token).expiresOn().orElse(now.plusSeconds(SECONDS_UNSAID));
        return new Token(token, now, end, registry.toString(), "refresh_token");
    }

    /** Whether the refresh token opens the repository for pulling. Throws as {@link #exchange}. */
    public boolean mayPull(Authority registry, String repository, Token refreshToken, Instant deadline) {
        var challenge = challenge(registry, deadline);
        var answer = calls.post(
                at(registry, "oauth2/token"),
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "service",
                        challenge.service(),
                        "scope",
                        "repository:" + repository + ":pull",
                        "refresh_token",
                        refreshToken.value()),
                deadline);
        return switch (answer.statusCode()) {
            case 200 -> opens(AcrCalls.json(answer).path("access_token").asText(""), repository);
            // A caller without any permission is refused here; one who lacks this permission gets a token without it.
            case 401, 403 -> false;
            default ->
                throw TokenException.refused("the registry " + registry + " answered the question whether " + repository
                        + " may be pulled with " + AcrCalls.said(answer));
        };
    }

    private static boolean opens(String accessToken, String repository) {
        for (var entry : UnverifiedClaims.of(accessToken).json("access")) {
            if (entry.path("type").asText().equals("repository")
                    && entry.path("name").asText().equals(repository)) {
                for (var action : entry.path("actions")) {
                    if (action.asText().equals("pull") || action.asText().equals("*")) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private AcrChallenge challenge(Authority registry, Instant deadline) {
        var answer = calls.get(at(registry, "v2/"), deadline);
        if (answer.statusCode() != 401) {
            throw TokenException.refused(registry + " does not answer as an Azure container registry: "
                    + AcrCalls.said(answer) + " instead of HTTP 401; no token was sent there");
        }
        return AcrChallenge.of(answer.headers().allValues("WWW-Authenticate"), registry);
    }

    private static URI at(Authority registry, String path) {
        return URI.create(registry.value() + path);
    }
}
