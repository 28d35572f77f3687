package io.podpass.controller;

import io.podpass.azure.ArmException;
import io.podpass.azure.HostIdentityClient;
import io.podpass.core.Host;
import io.podpass.core.HostIdentities;
import io.podpass.core.IdentityPatch;
import io.podpass.core.ResourceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * An Azure that throttles, fails, takes its time and lies: it reports failures of what it has carried out, and success of
 * what it has not. It notes when it was called. Safe for use by many threads.
 */
final class MoodyAzure implements HostIdentityClient {
    private enum Mood {
        HONEST,
        THROTTLES,
        REFUSES_ALL,
        BREAKS,
        BUSY,
        FAILS_AFTER_EFFECT,
        OPERATION_FAILS_AFTER_EFFECT,
        NEVER_ENDS,
        LIES
    }

    private final FakeHosts actual;
    private final Clock clock;
    private final Consumer<Duration> passing;
    private final SplittableRandom random;
    private final Map<Host, List<Instant>> patches = new HashMap<>();
    private final List<Instant> looks = new ArrayList<>();
    /** One call in so many is no honest one; 0 for none. */
    private int oddness;

    /** {@code passing} lets time go by. */
    MoodyAzure(FakeHosts actual, Clock clock, Consumer<Duration> passing, SplittableRandom random) {
        this.actual = actual;
        this.clock = clock;
        this.passing = passing;
        this.random = random;
    }

    synchronized void oneInIsOdd(int calls) {
        oddness = calls;
    }

    private synchronized Mood mood() {
        if (oddness == 0 || random.nextInt(oddness) != 0) {
            return Mood.HONEST;
        }
        return Mood.values()[random.nextInt(Mood.values().length)];
    }

    Map<Host, List<Instant>> patches() {
        return patches;
    }

    List<Instant> looks() {
        return looks;
    }

    @Override
    public HostIdentities get(Host host) {
        synchronized (this) {
            looks.add(clock.instant());
        }
        switch (mood()) {
            case THROTTLES -> throw throttled();
            case REFUSES_ALL -> throw failure(403, "AuthorizationFailed");
            case BREAKS, FAILS_AFTER_EFFECT -> throw failure(503, "ServerBusy");
            case NEVER_ENDS -> throw failure(ArmException.NO_ANSWER, "NoAnswer");
            case HONEST, BUSY, OPERATION_FAILS_AFTER_EFFECT, LIES -> {}
        }
        return actual.get(host);
    }

    @Override
    public Map<ResourceId, String> principalIds(Host host) {
        return actual.principalIds(host);
    }

    @Override
    public boolean exists(ResourceId identity) {
        synchronized (this) {
            looks.add(clock.instant());
        }
        if (mood() != Mood.HONEST) {
            throw failure(503, "ServerBusy");
        }
        return actual.exists(identity);
    }

    @Override
    public void patch(Host host, IdentityPatch patch) {
        Duration takes;
        synchronized (this) {
            patches.computeIfAbsent(host, _ -> new ArrayList<>()).add(clock.instant());
            takes = Duration.ofMillis(random.nextInt(3) == 0 ? random.nextInt(60_000) : 0);
        }
        var mood = mood();
        passing.accept(takes);
        switch (mood) {
            case HONEST -> actual.patch(host, patch);
            case THROTTLES -> throw throttled();
            case REFUSES_ALL -> throw failure(403, "AuthorizationFailed");
            case BREAKS -> throw failure(500, "InternalServerError");
            case BUSY -> throw failure(409, "AnotherOperationInProgress");
            case FAILS_AFTER_EFFECT -> {
                actual.patch(host, patch);
                throw failure(504, "GatewayTimeout");
            }
            case OPERATION_FAILS_AFTER_EFFECT -> {
                actual.patch(host, patch);
                throw failure(200, "OperationFailed");
            }
            case NEVER_ENDS -> {
                passing.accept(Duration.ofMinutes(15));
                throw failure(ArmException.NO_ANSWER, "OperationTimedOut");
            }
            case LIES -> {}
        }
    }

    private synchronized ArmException throttled() {
        return new ArmException(
                "throttled", 429, "TooManyRequests", Set.of(), Optional.of(Duration.ofSeconds(random.nextInt(1200))));
    }

    private static ArmException failure(int status, String code) {
        return new ArmException(code, status, code, Set.of(), Optional.empty());
    }
}
