package io.podpass.agent;

import io.podpass.azure.Token;
import io.podpass.core.Access;
import io.podpass.core.Assignment;
import io.podpass.core.AssignmentState;
import io.podpass.core.Binding;
import io.podpass.core.Decision;
import io.podpass.core.Identity;
import io.podpass.core.ObjectKey;
import io.podpass.core.Pod;
import io.podpass.core.RequestedIdentity;
import io.podpass.core.ResourceId;
import io.podpass.http.Reply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The steps of one warm request that cost processor time of our own, without HTTP and without waiting. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StepsBenchmark {
    private static final int PODS = 250;
    private static final String QUERY =
            "api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net&client_id=00000000-0000-0000-0000-000000000007";

    private final Clock clock = Clock.systemUTC();
    private final Pod caller = pod(7);
    private final List<Assignment> own = List.of(assignment(7));
    private final List<Assignment> ofTheNode =
            IntStream.range(0, PODS).mapToObj(StepsBenchmark::assignment).toList();
    private final RequestedIdentity unnamed =
            new RequestedIdentity(Optional.empty(), Optional.empty(), Optional.empty());
    private final Issued issued = new Issued(Fetched.of(token(clock.instant())), Issued.Origin.ISSUER);
    private final TokenKey key = new TokenKey(new Credential.Granted(identity(7)), "https://vault.azure.net");
    private final CacheEntries cache = new CacheEntries();

    @Setup
    public void fillTheCache() {
        cache.put(key, new CacheEntry(issued, caller.uid(), clock.instant()));
    }

    @Benchmark
    public Route routeOfATokenPath() {
        return Route.of(RequestPath.of("/metadata/identity/oauth2/token"));
    }

    @Benchmark
    public Optional<TokenQuery> queryOfATokenRequest() {
        return TokenQuery.parse(QUERY);
    }

    @Benchmark
    public Decision accessByThePodsOwnAssignment() {
        return Access.decide(caller, List.of(), own, unnamed, false);
    }

    /** Look-ups by pod make this unnecessary; the rule itself must stay cheap when it is handed too much. */
    @Benchmark
    public Decision accessAmongTheAssignmentsOf250Pods() {
        return Access.decide(caller, List.of(), ofTheNode, unnamed, false);
    }

    @Benchmark
    public boolean cacheHit() {
        var entry = cache.get(key);
        return entry != null && entry.serves(clock.instant());
    }

    @Benchmark
    public Reply tokenJson() {
        return Replies.tokens(issued, clock.instant());
    }

    private static Pod pod(int number) {
        return new Pod(
                new ObjectKey("shop", "orders-" + number),
                "uid-" + number,
                "node-1",
                Map.of(Pod.LABEL, "orders-" + number),
                "orders",
                Set.of("10.244.0." + number),
                false,
                false);
    }

    private static Identity identity(int number) {
        return Identity.attached(
                new ObjectKey("shop", "orders-" + number),
                new ResourceId("/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity"
                        + "/userAssignedIdentities/orders-" + number),
                "00000000-0000-0000-0000-%012d".formatted(number),
                false);
    }

    private static Assignment assignment(int number) {
        var pod = pod(number);
        return new Assignment(
                new ObjectKey("default", "orders-" + number),
                pod.key(),
                pod.node(),
                identity(number),
                new Binding(pod.key(), "orders-" + number, pod.selector(), 0),
                AssignmentState.ASSIGNED,
                Optional.empty(),
                false);
    }

    private static Token token(Instant now) {
        return new Token("t".repeat(1400), now, now.plus(Duration.ofHours(24)), "https://vault.azure.net", "Bearer");
    }
}
