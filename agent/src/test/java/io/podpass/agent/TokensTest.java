package io.podpass.agent;

import static io.podpass.agent.Samples.IDENTITY;
import static io.podpass.agent.Samples.VAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.podpass.azure.Token;
import io.podpass.azure.TokenException;
import io.podpass.core.CredentialMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TokensTest {
    private static final TokenKey KEY = new TokenKey(new Credential.Granted(IDENTITY), VAULT);

    private final StoryClock clock = new StoryClock();
    private final List<TokenKey> asked = Collections.synchronizedList(new ArrayList<>());
    private final Tokens source = (key, deadline) -> {
        asked.add(key);
        return new Issued(List.of(Samples.token(IDENTITY, key.audience())), Issued.Origin.ISSUER);
    };

    private Issued issue(Tokens tokens) {
        return tokens.issue(KEY, clock.instant().plusSeconds(30));
    }

    @Test
    void aCachedTokenIsServedUntilAMarginBeforeItsEnd() {
        var tokens = new CachedTokens(source, clock);

        assertThat(issue(tokens).origin()).isEqualTo(Issued.Origin.ISSUER);
        clock.advance(Duration.ofHours(1).minus(CachedTokens.MARGIN).minusSeconds(1));
        assertThat(issue(tokens).origin()).isEqualTo(Issued.Origin.CACHE);
        clock.advance(Duration.ofSeconds(1));
        assertThat(issue(tokens).origin()).isEqualTo(Issued.Origin.ISSUER);
    }

    @Test
    void anIdentityWhoseClientIdChangedHasAnotherToken() {
        var tokens = new CachedTokens(source, clock);
        issue(tokens);

        var changed = new TokenKey(new Credential.Granted(Samples.identity("orders-id", "another-client")), VAULT);

        assertThat(tokens.issue(changed, clock.instant().plusSeconds(30)).origin())
                .isEqualTo(Issued.Origin.ISSUER);
    }

    @Test
    void manyTokensAreCachedUntilTheFirstOfThemEnds() {
        var tokens = new CachedTokens(
                (key, deadline) -> new Issued(
                        List.of(
                                Samples.token(IDENTITY, VAULT),
                                new Token(
                                        "auxiliary",
                                        clock.instant(),
                                        clock.instant().plusSeconds(900),
                                        VAULT,
                                        "Bearer")),
                        Issued.Origin.ISSUER),
                clock);

        issue(tokens);
        clock.advance(Duration.ofMinutes(9));
        assertThat(issue(tokens).origin()).isEqualTo(Issued.Origin.CACHE);
        clock.advance(Duration.ofMinutes(1));
        assertThat(issue(tokens).origin()).isEqualTo(Issued.Origin.ISSUER);
    }

    @Test
    void failuresAreNotCached() {
        var failing = new ArrayList<>(List.of(true, false));
        var tokens = new CachedTokens(
                (key, deadline) -> {
                    if (failing.removeFirst()) {
                        throw TokenException.unavailable("away");
                    }
                    return source.issue(key, deadline);
                },
                clock);

        assertThat(catchThrowableOfType(TokenException.class, () -> issue(tokens))
                        .status())
                .isEqualTo(503);
        assertThat(issue(tokens).tokens().getFirst().value()).isEqualTo("token-of-orders-id");
    }

    @Test
    void manyWhoAskAtOnceShareOneCall() throws InterruptedException, ExecutionException, TimeoutException {
        var started = new CountDownLatch(1);
        var go = new CompletableFuture<Void>();
        var tokens = new SharedFlight(
                new CachedTokens(
                        (key, deadline) -> {
                            started.countDown();
                            go.join();
                            return source.issue(key, deadline);
                        },
                        clock),
                clock);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> issue(tokens));
            assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
            List<Future<Issued>> others = IntStream.range(0, 200)
                    .mapToObj(ignored -> threads.submit(() -> issue(tokens)))
                    .toList();
            go.complete(null);

            assertThat(first.get(30, TimeUnit.SECONDS).origin()).isEqualTo(Issued.Origin.ISSUER);
            for (var other : others) {
                assertThat(other.get(30, TimeUnit.SECONDS).tokens().getFirst().value())
                        .isEqualTo("token-of-orders-id");
            }
        }
        assertThat(asked).hasSize(1);
    }

    @Test
    void newTokensAreAskedForTwentyTimesASecondAtMost() {
        var tokens = new TokenGate(source, clock, clock);

        for (var i = 0; i < 41; i++) {
            issue(tokens);
        }

        assertThat(clock.passed()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void whoCannotHaveATurnInTimeIsToldSo() {
        var tokens = new TokenGate(source, clock, duration -> {});
        for (var i = 0; i < 20; i++) {
            issue(tokens);
        }

        var failure = catchThrowableOfType(
                TokenException.class, () -> tokens.issue(KEY, clock.instant().plusMillis(100)));

        assertThat(failure.status()).isEqualTo(503);
        assertThat(asked).hasSize(20);
    }

    @Test
    void aCredentialModeWithoutASourceIsALocalFailureThatNamesTheIdentity() {
        var secret = Samples.principal("orders-id", CredentialMode.SECRET);
        var tokens = new SourceTokens(Map.of(), (_, _, _) -> {
            throw new AssertionError("not asked for");
        });

        var failure = catchThrowableOfType(
                TokenException.class,
                () -> tokens.issue(
                        new TokenKey(new Credential.Granted(secret), VAULT),
                        clock.instant().plusSeconds(30)));

        assertThat(failure.status()).isEqualTo(503);
        assertThat(failure).hasMessageStartingWith("identity shop/orders-id has type 1, which is not supported yet");
    }
}
