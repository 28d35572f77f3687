package io.podpass.azure;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.MsalException;
import java.net.MalformedURLException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks Entra for tokens of service principals (spec azure-platform §2.2). Retries what is worth it until the caller's
 * deadline. Safe for use by many threads; caches nothing.
 */
public final class EntraClient {
    /** Waits double from here; Entra names its own in {@code Retry-After}. */
    static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    /** Entra counts failed logins: a login that cannot work must not look like an attack. */
    static final int MAX_ATTEMPTS = 3;

    static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http;
    private final Clock clock;
    private final Pause pause;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** {@code http} must not follow redirects: requests hold credentials. See {@link #httpClient()}. */
    public EntraClient(HttpClient http, Clock clock, Pause pause) {
        this.http = http;
        this.clock = clock;
        this.pause = pause;
    }

    /** Fit for Entra: TLS by the platform's trust store, the platform's proxy, no redirects. */
    public static HttpClient httpClient() {
        return HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /**
     * A token for {@code audience}, the {@code resource} of old: its form is kept, a slash at the end included. Throws
     * {@link TokenException}: 403 class when Entra refused the login, 503 class when it could not be asked in time or is
     * overloaded. The message has Entra's own words and code, and neither credential nor whole client id.
     */
    public Token token(EntraLogin login, ClientCredential credential, String audience, Instant deadline) {
        var wait = FIRST_WAIT;
        for (var attempt = 1; ; attempt++) {
            var left = Duration.between(clock.instant(), deadline);
            if (!left.isPositive()) {
                throw TokenException.unavailable("no time left to ask Entra for a token for " + audience);
            }
            var transport = new EntraTransport(
                    http, login.authority(), left.compareTo(ANSWER_TIMEOUT) < 0 ? left : ANSWER_TIMEOUT);
            try {
                return token(ask(login, credential, audience, transport, left), audience);
            } catch (EntraFailure failure) {
                var next = failure.retryAfter().orElse(wait);
                if (!failure.worthRetrying()
                        || attempt == MAX_ATTEMPTS
                        || !clock.instant().plus(next).isBefore(deadline)) {
                    throw failure.exception();
                }
                pause(next, audience);
                wait = wait.multipliedBy(2);
            }
        }
    }

    private IAuthenticationResult ask(
            EntraLogin login, ClientCredential credential, String audience, EntraTransport transport, Duration left)
            throws EntraFailure {
        // An application of the library's per call, and its cache passed by: tokens are kept by the agent alone, who
        // knows when an identity has changed and how long before its end a token must be replaced.
        try {
            return ConfidentialClientApplication.builder(login.clientId(), shown(credential))
                    .authority(login.authority().resolve(login.tenant() + "/").toString())
                    // Both would ask a host of the library's choosing whether the authority is one.
                    .validateAuthority(false)
                    .instanceDiscovery(false)
                    // Its own retry sleeps without regard to the deadline.
                    .disableInternalRetries()
                    .httpClient(transport)
                    .executorService(threads)
                    .build()
                    .acquireToken(ClientCredentialParameters.builder(Set.of(scope(audience)))
                            .skipCache(true)
                            .build())
                    .get(left.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw EntraFailure.of(e.getCause() == null ? e : e.getCause(), transport, login, audience);
        } catch (MsalException | MalformedURLException | IllegalArgumentException e) {
            throw EntraFailure.of(e, transport, login, audience);
        } catch (TimeoutException e) {
            throw TokenException.unavailable("no token for " + audience + " from " + login.authority() + " in time", e);
        } catch (InterruptedException e) {
            throw interrupted(audience, e);
        }
    }

    /** Entra takes what is before the last slash as the audience, so one that ends in a slash gets a second one. */
    static String scope(String audience) {
        return audience + "/.default";
    }

    private static IClientCredential shown(ClientCredential credential) {
        return switch (credential) {
            case ClientCredential.Secret(var value) -> ClientCredentialFactory.createFromSecret(value);
            case ClientCredential.Certificate(var key, var chain) ->
                ClientCredentialFactory.createFromCertificateChain(key, chain);
        };
    }

    private Token token(IAuthenticationResult result, String audience) {
        var now = clock.instant();
        // The library counts the end of a token from the system's time, we from the clock's.
        var left = Duration.between(
                Clock.systemUTC().instant(), result.expiresOnDate().toInstant());
        return new Token(result.accessToken(), now, now.plus(left), audience, "Bearer");
    }

    private void pause(Duration duration, String audience) {
        try {
            pause.pause(duration);
        } catch (InterruptedException e) {
            throw interrupted(audience, e);
        }
    }

    private static TokenException interrupted(String audience, InterruptedException e) {
        Thread.currentThread().interrupt();
        return TokenException.unavailable("interrupted while asking Entra for a token for " + audience, e);
    }
}
