package io.podpass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Duration;
import java.util.function.Predicate;

/** What one pod asks of the agent: all that the agent knows of a caller is its address, here one of loopback. */
record PodCalls(InetAddress address, int agentPort) {
    static final String VAULT = "https://vault.azure.net";

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String TOKEN = "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=" + VAULT;

    /** {@code more} of the query, such as {@code &client_id=…}. */
    HttpResponse<String> token(String more) throws IOException, InterruptedException {
        return get(TOKEN + more, "Metadata", "true");
    }

    /** What was said to the API server is not yet known to the agent: asks until the answer is as it has to be. */
    HttpResponse<String> tokenOnce(String more, Predicate<HttpResponse<String>> right)
            throws IOException, InterruptedException {
        var deadline = System.nanoTime() + LIMIT.toNanos();
        var answer = token(more);
        while (!right.test(answer)) {
            assertThat(System.nanoTime())
                    .as("still " + answer.statusCode() + " " + answer.headers().map())
                    .isLessThan(deadline);
            answer = token(more);
        }
        return answer;
    }

    HttpResponse<String> onceRefused() throws IOException, InterruptedException {
        return tokenOnce("", answer -> answer.statusCode() != 200);
    }

    HttpResponse<String> get(String target, String... headers) throws IOException, InterruptedException {
        try (var http = HttpClient.newBuilder().localAddress(address).build()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + agentPort + target))
                    .timeout(Duration.ofSeconds(90));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }

    /** The client id of the identity whose token the answer holds; fails if it holds none for the vault. */
    static String clientIdIn(HttpResponse<String> answer) {
        return claimIn(tokenIn(answer), "appid");
    }

    /** Fails if the answer is a refusal. */
    static String tokenIn(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        try {
            return new ObjectMapper()
                    .readTree(answer.body())
                    .path("access_token")
                    .asText();
        } catch (JsonProcessingException e) {
            throw new AssertionError("no token in the answer", e);
        }
    }

    /** Fails if the token is not for the vault. */
    static String claimIn(String token, String name) {
        try {
            var claims = SignedJWT.parse(token).getJWTClaimsSet();
            assertThat(claims.getAudience()).containsExactly(VAULT);
            return claims.getStringClaim(name);
        } catch (ParseException e) {
            throw new AssertionError("no token", e);
        }
    }
}
