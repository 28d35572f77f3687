package io.podpass.agent;

import static io.podpass.agent.Samples.ADDRESS;
import static io.podpass.agent.Samples.IDENTITY;
import static io.podpass.agent.Samples.VAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.podpass.azure.TokenException;
import io.podpass.core.Identity;
import io.podpass.core.ObjectKey;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Flights run in the caller's thread here, so that what is fetched in the background is fetched at once. */
final class TokenCacheTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private final TokenException away = TokenException.unavailable("IMDS is away");

    private final StoryClock clock = new StoryClock();
    private final FakeIssuer issuer = new FakeIssuer(clock);
    private final Set<Identity> held = new HashSet<>(Set.of(IDENTITY));
    private final Set<Login> good = new HashSet<>();
    private final TokenCache cache = new TokenCache(
            issuer, new Flights(ignored -> gate(), clock, Runnable::run), clock, () -> held, good::contains);

    private FairGate gate() {
        return new FairGate(CallLimits.IMDS, clock, clock);
    }

    private String ask() throws InterruptedException {
        return ask(IDENTITY, VAULT, "uid-orders", false);
    }

    private String ask(Identity identity, String audience, String caller, boolean fresh) throws InterruptedException {
        return cache.issue(new TokenRequest(
                        new TokenKey(new Credential.Granted(identity), audience),
                        caller,
                        clock.instant().plusSeconds(30),
                        fresh,
                        new StillPeer(ADDRESS)))
                .tokens()
                .getFirst()
                .value();
    }

    private TokenException failure() {
        return catchThrowableOfType(TokenException.class, this::ask);
    }

    @Test
    void aTokenIsServedAgain() throws InterruptedException {
        assertThat(ask()).isEqualTo("token-1");
        assertThat(ask()).isEqualTo("token-1");
        assertThat(issuer.asked()).hasSize(1);
    }

    @Test
    void aTokenInUseIsReplacedInTheBackgroundBeforeItsMargin() throws InterruptedException {
        ask();
        clock.advance(HOUR.minus(TokenCache.EARLY));

        assertThat(ask()).isEqualTo("token-1");
        assertThat(ask()).isEqualTo("token-2");
        assertThat(issuer.asked()).hasSize(2);
    }

    @Test
    void aTokenThatLivesLongIsReplacedAfterHalfItsLife() throws InterruptedException {
        issuer.lifetime(Duration.ofHours(24));
        ask();
        clock.advance(Duration.ofHours(12).minusSeconds(1));
        ask();
        assertThat(issuer.asked()).hasSize(1);

        clock.advance(Duration.ofSeconds(1));
        ask();
        assertThat(ask()).isEqualTo("token-2");
    }

    @Test
    void aTokenThatNobodyUsesIsNotReplaced() throws InterruptedException {
        ask();

        clock.advance(HOUR.multipliedBy(2));

        assertThat(issuer.asked()).hasSize(1);
    }

    @Test
    void aTokenNearItsEndIsNotGivenOut() throws InterruptedException {
        ask();
        clock.advance(HOUR.minus(TokenCache.MARGIN));

        assertThat(ask()).isEqualTo("token-2");
    }

    @Test
    void whileTheIssuerIsAwayTokensAreServedUntilTheyEnd() throws InterruptedException {
        ask();
        issuer.fails(away);

        for (var minute = 1; minute < 60; minute++) {
            clock.advance(Duration.ofMinutes(1));
            assertThat(ask()).isEqualTo("token-1");
        }
        clock.advance(Duration.ofMinutes(1));
        assertThat(failure().status()).isEqualTo(503);

        issuer.isBack();
        assertThat(ask()).startsWith("token-");
    }

    @Test
    void anIssuerThatIsAwayIsAskedOnceAMinute() throws InterruptedException {
        ask();
        issuer.fails(away);
        clock.advance(HOUR.minus(TokenCache.EARLY));

        for (var second = 0; second < 540; second++) {
            ask();
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(issuer.asked()).hasSize(1 + 9);
    }

    @Test
    void aRefusalTakesTheTokenAway() throws InterruptedException {
        ask();
        issuer.fails(TokenException.refused("Identity not found"));
        clock.advance(HOUR.minus(TokenCache.EARLY));
        ask();

        assertThat(failure().status()).isEqualTo(403);
    }

    @Test
    void aRefusalNearTheEndIsNotHiddenByTheOldToken() throws InterruptedException {
        ask();
        issuer.fails(TokenException.refused("Identity not found"));
        clock.advance(HOUR.minus(TokenCache.MARGIN));

        assertThat(failure().status()).isEqualTo(403);
        assertThat(failure().status()).isEqualTo(403);
    }

    @Test
    void whoBypassesTheCacheGetsANewTokenAndLeavesItToTheOthers() throws InterruptedException {
        ask();

        assertThat(ask(IDENTITY, VAULT, "uid-orders", true)).isEqualTo("token-2");
        assertThat(ask()).isEqualTo("token-2");
    }

    @Test
    void whoBypassesTheCacheGetsNoOldTokenWhileTheIssuerIsAway() throws InterruptedException {
        ask();
        issuer.fails(away);

        assertThat(catchThrowableOfType(TokenException.class, () -> ask(IDENTITY, VAULT, "uid-orders", true)))
                .isSameAs(away);
        assertThat(ask()).isEqualTo("token-1");
    }

    @Test
    void anIdentityWhoseContentChangedHasAnotherToken() throws InterruptedException {
        ask();

        assertThat(ask(Samples.identity("orders-id", "another-client"), VAULT, "uid-orders", false))
                .isEqualTo("token-2");
    }

    @Test
    void aTokenWhoseLoginChangedIsDropped() throws InterruptedException {
        var login = new Login(new ObjectKey("shop", "login"), "one");
        good.add(login);
        issuer.shown(login);
        ask();
        assertThat(ask()).isEqualTo("token-1");

        good.clear();
        issuer.fails(TokenException.noCredential("there is no Secret", null));
        assertThat(failure().status()).isEqualTo(503);

        good.add(login);
        assertThat(failure().status()).isEqualTo(503);
    }

    @Test
    void failuresAreNotCached() throws InterruptedException {
        issuer.fails(away);
        assertThat(failure()).isSameAs(away);

        issuer.isBack();
        assertThat(ask()).isEqualTo("token-2");
    }

    @Test
    void aTokenThatCameWithLittleLifeLeftIsNotAskedForOnEachRequest() throws InterruptedException {
        issuer.lifetime(Duration.ofMinutes(3));

        assertThat(ask()).isEqualTo("token-1");
        assertThat(ask()).isEqualTo("token-1");
    }

    @Test
    void tokensOfIdentitiesThatNobodyHoldsAreForgotten() throws InterruptedException {
        ask();
        ask(Samples.identity("gone", "client-of-gone"), VAULT, "uid-orders", false);
        assertThat(cache.size()).isEqualTo(2);

        clock.advance(TokenCache.BETWEEN_PURGES);
        ask();

        assertThat(cache.size()).isEqualTo(1);
        assertThat(ask()).isEqualTo("token-1");
    }

    @Test
    void whoAsksForManyAudiencesPushesOutItsOwnTokensOnly() throws InterruptedException {
        ask();
        for (var i = 0; i < 1000; i++) {
            ask(IDENTITY, "https://audience-" + i, "uid-greedy", false);
        }

        assertThat(cache.size()).isEqualTo(1 + CacheEntries.MAX_PER_CALLER);
        assertThat(ask()).isEqualTo("token-1");
        assertThat(ask(IDENTITY, "https://audience-999", "uid-greedy", false)).isEqualTo("token-1001");
    }

    @Test
    void theCacheAsAWholeHasABound() throws InterruptedException {
        for (var i = 0; i < 2 * CacheEntries.MAX_ENTRIES; i++) {
            ask(IDENTITY, "https://audience-" + i, "uid-" + i, false);
        }

        assertThat(cache.size()).isEqualTo(CacheEntries.MAX_ENTRIES);
    }
}
