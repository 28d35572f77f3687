package io.podpass.agent;

import static io.podpass.agent.Samples.ADDRESS;
import static io.podpass.agent.Samples.IDENTITY;
import static io.podpass.agent.Samples.VAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.podpass.azure.Token;
import io.podpass.azure.TokenException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Callers on threads of their own against an issuer that answers when the test says so. Time is the machine's. */
final class FlightsTest {
    /** One call to the issuer, under way. */
    private record Call(TokenKey key, CompletableFuture<Issued> answer) {}

    private static final Duration LONG = Duration.ofSeconds(60);

    private final Clock clock = Clock.systemUTC();
    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final List<Call> all = new ArrayList<>();
    private final FairGate gate = new FairGate(CallLimits.IMDS, clock, ignored -> {});
    private final TokenCache cache = new TokenCache(
            this::issue, new Flights(ignored -> gate, clock, Thread::startVirtualThread), clock, Set::of, _ -> true);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private Issued issue(TokenKey key, Instant deadline) {
        var call = new Call(key, new CompletableFuture<>());
        synchronized (all) {
            all.add(call);
        }
        calls.add(call);
        try {
            return call.answer().get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw TokenException.unavailable("no answer", e);
        }
    }

    private Future<Issued> ask(String caller, String audience, Duration patience, boolean fresh) {
        return threads.submit(() -> cache.issue(request(caller, audience, patience, fresh)));
    }

    private TokenRequest request(String caller, String audience, Duration patience, boolean fresh) {
        return new TokenRequest(
                new TokenKey(new Credential.Granted(IDENTITY), audience),
                caller,
                clock.instant().plus(patience),
                fresh,
                new StillPeer(ADDRESS));
    }

    private List<Future<Issued>> many(int count, IntFunction<Future<Issued>> ask) {
        return IntStream.range(0, count).mapToObj(ask).toList();
    }

    private Call nextCall() throws InterruptedException {
        var call = calls.poll(30, TimeUnit.SECONDS);
        if (call == null) {
            throw new AssertionError("the issuer was not asked");
        }
        return call;
    }

    private void answer(Call call) {
        var now = clock.instant();
        var token = new Token("token", now, now.plusSeconds(3600), call.key().audience(), "Bearer");
        call.answer().complete(new Issued(Fetched.of(token), Issued.Origin.ISSUER));
    }

    private static Issued get(Future<Issued> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(30, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() {
        synchronized (all) {
            all.forEach(this::answer);
        }
        threads.shutdownNow();
    }

    @Test
    void manyWhoAskAtOnceShareOneCall() throws InterruptedException, ExecutionException, TimeoutException {
        var first = ask("uid-0", VAULT, LONG, false);
        var call = nextCall();
        var others = many(1000, i -> ask("uid-" + i, VAULT, LONG, false));
        answer(call);

        assertThat(get(first).origin()).isEqualTo(Issued.Origin.ISSUER);
        for (var other : others) {
            assertThat(get(other).tokens()).isEqualTo(get(first).tokens());
        }
        assertThat(all).hasSize(1);
    }

    @Test
    void whoHasLessTimeLeavesAlone() throws InterruptedException, ExecutionException, TimeoutException {
        var patient = ask("uid-1", VAULT, LONG, false);
        var call = nextCall();
        var hurried = ask("uid-2", VAULT, Duration.ofMillis(50), false);

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> get(hurried))
                .withCauseInstanceOf(TokenException.class);
        answer(call);
        assertThat(get(patient).origin()).isEqualTo(Issued.Origin.ISSUER);
    }

    @Test
    void aFirstCallerThatGoesAwayTakesNothingFromTheOthers()
            throws InterruptedException, ExecutionException, TimeoutException {
        var first = ask("uid-1", VAULT, LONG, false);
        var call = nextCall();
        var second = ask("uid-2", VAULT, LONG, false);
        first.cancel(true);
        answer(call);

        assertThat(get(second).tokens()).hasSize(1);
        assertThat(all).hasSize(1);
    }

    @Test
    void whatAllHaveLeftIsStillKeptForTheNext() throws InterruptedException, ExecutionException, TimeoutException {
        ask("uid-1", VAULT, LONG, false).cancel(true);
        var only = ask("uid-2", VAULT, LONG, false);
        var call = nextCall();
        only.cancel(true);
        answer(call);

        assertThat(get(ask("uid-3", VAULT, LONG, false)).tokens()).hasSize(1);
    }

    @Test
    void aFailureReachesAllAndIsForgotten() throws InterruptedException, ExecutionException, TimeoutException {
        var first = ask("uid-1", VAULT, LONG, false);
        nextCall().answer().completeExceptionally(TokenException.unavailable("away"));

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> get(first))
                .withCauseInstanceOf(TokenException.class);
        var second = ask("uid-1", VAULT, LONG, false);
        answer(nextCall());
        assertThat(get(second).tokens()).hasSize(1);
    }

    @Test
    void whoBypassesTheCacheIsNotServedByACallMadeBefore()
            throws InterruptedException, ExecutionException, TimeoutException {
        var ordinary = ask("uid-1", VAULT, LONG, false);
        var before = nextCall();
        var fresh = ask("uid-2", VAULT, LONG, true);
        var after = nextCall();
        answer(before);
        get(ordinary);

        assertThat(fresh).isNotDone();
        answer(after);
        assertThat(get(fresh).origin()).isEqualTo(Issued.Origin.ISSUER);
    }

    @Test
    void aCallerWithAThousandAudiencesLeavesAPlaceToTheOthers()
            throws InterruptedException, ExecutionException, TimeoutException {
        var greedy = many(1000, i -> ask("uid-greedy", "https://audience-" + i, LONG, false));
        for (var i = 0; i < CallLimits.IMDS.inFlightPerCaller(); i++) {
            assertThat(nextCall().key().audience()).startsWith("https://audience-");
        }

        var modest = ask("uid-modest", VAULT, LONG, false);

        var call = nextCall();
        assertThat(call.key().audience()).isEqualTo(VAULT);
        answer(call);
        assertThat(get(modest).tokens()).hasSize(1);
        assertThat(greedy).hasSize(1000);
    }

    @Test
    void whatOneCallerMayHaveWaitingIsBounded() throws InterruptedException {
        var limits = CallLimits.IMDS;
        var places = limits.inFlightPerCaller() + limits.waitingPerCaller();
        var asked = new ExecutorCompletionService<Issued>(threads);
        for (var i = 0; i < places + 1; i++) {
            var audience = "https://audience-" + i;
            asked.submit(() -> cache.issue(request("uid-greedy", audience, LONG, false)));
        }

        var refused = asked.poll(30, TimeUnit.SECONDS);

        assertThat(refused).isNotNull();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> get(refused))
                .havingCause()
                .isInstanceOfSatisfying(RefusedException.class, e -> {
                    assertThat(e.refusal().status()).isEqualTo(429);
                    assertThat(e.refusal().reason()).isEqualTo("too-many-requests");
                });
        assertThat(asked.poll()).isNull();
    }

    @Test
    void aRequestThatIsWaitedForByTwoCallersComesByTheTurnOfEither() throws InterruptedException {
        var greedy = many(20, i -> ask("uid-greedy", "https://audience-" + i, LONG, false));
        for (var i = 0; i < CallLimits.IMDS.inFlightPerCaller(); i++) {
            nextCall();
        }
        var last = "https://audience-19";
        assertThat(greedy).hasSize(20);

        var modest = ask("uid-modest", last, LONG, false);

        assertThat(nextCall().key().audience()).isEqualTo(last);
        assertThat(modest).isNotDone();
    }
}
