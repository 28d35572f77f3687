package io.podpass.agent;

import io.podpass.core.Pod;
import io.podpass.kube.IpAddresses;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether what is sent to a caller's address arrives at its pod and nowhere else. A caller on TCP has received our half of
 * the handshake, so where that goes by an interface of the pod's own, nobody else can have called from this address.
 * Thread-safe.
 */
final class CallerRoutes {
    /** How long routes are taken to be what they were: reading them costs a hundred times what a warm request may. */
    static final Duration FRESH = Duration.ofSeconds(2);

    /** Refusals are checked against newer routes, but those of a flood of callers not each on its own. */
    static final Duration FRESH_FOR_REFUSAL = Duration.ofMillis(100);

    private static final Logger LOG = LoggerFactory.getLogger(CallerRoutes.class);

    private final RouteCheck mode;
    private final Commands files;
    private final Predicate<String> isPod;
    private final Clock clock;
    private final AtomicBoolean said = new AtomicBoolean();
    private volatile Seen seen = new Seen(Instant.MIN, RouteTable.parse("", ""), false, Map.of());

    /** What was read, and by address the pod (its uid) that is known to be reached there. */
    private record Seen(Instant at, RouteTable table, boolean possible, Map<String, String> owners) {}

    /** {@code isPod} tells addresses of this node's pods. */
    CallerRoutes(RouteCheck mode, Commands files, Predicate<String> isPod, Clock clock) {
        this.mode = mode;
        this.files = files;
        this.isPod = isPod;
        this.clock = clock;
    }

    /** Of callers that come in another way than through this node's routes. */
    static CallerRoutes unchecked() {
        return new CallerRoutes(RouteCheck.OFF, new SystemCommands(), _ -> false, Clock.systemUTC());
    }

    /** Throws {@link RefusedException}. */
    void check(String address, Pod pod) {
        if (mode == RouteCheck.OFF || passes(routes(FRESH), address, pod)) {
            return;
        }
        var latest = routes(FRESH_FOR_REFUSAL);
        if (!passes(latest, address, pod)) {
            throw new RefusedException(Refusal.denied(
                    RefusalReason.CALLER_ROUTE,
                    latest.possible()
                            ? "what is sent to the caller's address does not go to its pod alone: another may have taken"
                                    + " the address"
                            : "this node's network plugin gives pods no route of their own, and the agent was told to"
                                    + " require one"));
        }
    }

    private boolean passes(Seen routes, String address, Pod pod) {
        if (pod.uid().equals(routes.owners().get(address))) {
            return true;
        }
        if (!routes.possible()) {
            return mode == RouteCheck.AUTO;
        }
        var own = routes.table()
                .own(address, addresses(pod))
                .filter(this::leadsToOne)
                .isPresent();
        if (own) {
            routes.owners().put(address, pod.uid());
        }
        return own;
    }

    private static Set<String> addresses(Pod pod) {
        return pod.ips().stream()
                .flatMap(ip -> IpAddresses.canonical(ip).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Neither a network card nor a bridge: behind those anyone may answer. */
    private boolean leadsToOne(String link) {
        var folder = "/sys/class/net/" + link;
        return Set.of("/bridge/bridge_id", "/brport/port_no", "/device/uevent").stream()
                .allMatch(file -> files.file(folder + file).isEmpty());
    }

    private Seen routes(Duration fresh) {
        return isFresh(seen, fresh) ? seen : read(fresh);
    }

    private boolean isFresh(Seen routes, Duration fresh) {
        return clock.instant().isBefore(routes.at().plus(fresh));
    }

    private synchronized Seen read(Duration fresh) {
        // Whoever waited for the lock finds what another has just read.
        if (!isFresh(seen, fresh)) {
            var at = clock.instant();
            var table = RouteTable.parse(text("/proc/net/route"), text("/proc/net/ipv6_route"));
            var possible = table.interfacesOf().keySet().stream().anyMatch(isPod);
            seen = new Seen(at, table, possible, new ConcurrentHashMap<>());
            if (!possible && !said.getAndSet(true)) {
                LOG.atInfo()
                        .addKeyValue("mode", mode.flag())
                        .log("callers can't be checked by their routes: no pod of this node has one of its own");
            }
        }
        return seen;
    }

    private String text(String file) {
        return files.file(file).orElse("");
    }
}
