package io.podpass.agent;

import static io.podpass.agent.Samples.ADDRESS;
import static io.podpass.agent.Samples.IDENTITY;
import static io.podpass.agent.Samples.ORDERS;
import static io.podpass.agent.Samples.assigned;
import static io.podpass.agent.Samples.assignment;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.core.AssignmentState;
import io.podpass.core.AttachPlan;
import io.podpass.core.Decision.Permitted;
import io.podpass.core.HostIdentities;
import io.podpass.core.RequestedIdentity;
import io.podpass.core.ResourceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A rollout of 2,000 pods over five minutes on hosts that take a minute for each change, and take one at a time. Every pod
 * asks for its token the moment it exists. Time is simulated; plans are those of the controller, the gate is the agent's. That
 * the controller itself takes no longer is said by its {@code RolloutTest}.
 */
final class FirstRequestsTest {
    private static final int PODS = 2000;
    private static final int HOSTS = 50;
    private static final int IDENTITIES = 100;
    private static final Duration ROLLOUT = Duration.ofMinutes(5);
    /** A minute, of whose end the controller hears when it polls, ten seconds later at worst. */
    private static final Duration ATTACH = Duration.ofSeconds(70);
    /** From the pod's creation until the agent has heard of its assignment. */
    private static final Duration LAG = Duration.ofMillis(200);

    private static final int SEED = 20261124;

    private record Start(Duration at, ResourceId identity) {}

    @Test
    void everyFirstRequestGetsItsToken() throws InterruptedException {
        var waits = new ArrayList<Duration>();
        for (var pods : rollout().values()) {
            waits.addAll(waits(pods));
        }

        assertThat(waits).hasSize(PODS);
        // Who comes when a change has just begun waits for two of them.
        assertThat(waits).anyMatch(wait -> wait.compareTo(ATTACH) > 0);
        for (var wait : waits) {
            assertThat(firstRequest(wait)).as("after a wait of %s", wait).isInstanceOf(Permitted.class);
        }
    }

    /** By host, in the order of their starts. */
    private static Map<Integer, List<Start>> rollout() {
        var random = new SplittableRandom(SEED);
        var byHost = new TreeMap<Integer, List<Start>>();
        for (var pod = 0; pod < PODS; pod++) {
            byHost.computeIfAbsent(random.nextInt(HOSTS), _ -> new ArrayList<>())
                    .add(new Start(
                            Duration.ofMillis(random.nextLong(ROLLOUT.toMillis())),
                            new ResourceId(Samples.IDENTITY.resourceId().orElseThrow()
                                    + String.valueOf(random.nextInt(IDENTITIES)))));
        }
        byHost.values().forEach(starts -> starts.sort(Comparator.comparing(Start::at)));
        return byHost;
    }

    /** How long each pod of one host waits until its identity is there. */
    private static List<Duration> waits(List<Start> pods) {
        var waits = new ArrayList<Duration>();
        var unserved = new ArrayList<>(pods);
        Set<ResourceId> present = new TreeSet<>();
        var now = Duration.ZERO;
        while (!unserved.isEmpty()) {
            // Nothing is in flight now: what is there serves its pods, and the rest that has come goes into one plan.
            var wanted = new HashSet<ResourceId>(present);
            for (var pod : List.copyOf(unserved)) {
                if (pod.at().compareTo(now) <= 0) {
                    if (present.contains(pod.identity())) {
                        waits.add(now.minus(pod.at()));
                        unserved.remove(pod);
                    } else {
                        wanted.add(pod.identity());
                    }
                }
            }
            var plan = AttachPlan.between(wanted, present, Set.of());
            if (!plan.isEmpty()) {
                var patches = plan.patches(new HostIdentities(false, present));
                var end = now.plus(ATTACH.multipliedBy(patches.size()));
                // Pods of identities that are there already wait for no change.
                for (var pod : List.copyOf(unserved)) {
                    if (pod.at().compareTo(end) <= 0 && present.contains(pod.identity())) {
                        waits.add(Duration.ZERO);
                        unserved.remove(pod);
                    }
                }
                present.addAll(plan.attach());
                now = end;
            } else if (!unserved.isEmpty()) {
                now = unserved.getFirst().at();
            }
        }
        return waits;
    }

    /** Throws {@link RefusedException} for all that is no token. */
    private static Permitted firstRequest(Duration wait) throws InterruptedException {
        var clock = new StoryClock();
        var node = new FakeNode(clock).with(ORDERS);
        var callers = new Callers(node, clock, Duration.ZERO, Set.of(), CallerRoutes.unchecked());
        var gate = new AccessGate(node, _ -> List.of(), clock, Waits.DEFAULTS, false);
        node.after(LAG, () -> node.with(assignment(ORDERS, IDENTITY, AssignmentState.CREATED)));
        node.after(LAG.plus(LAG).plus(wait), () -> node.with(assigned(ORDERS, IDENTITY)));
        return gate.await(new StillPeer(ADDRESS), () -> callers.stillAt(ADDRESS, ORDERS), RequestedIdentity.NONE);
    }
}
