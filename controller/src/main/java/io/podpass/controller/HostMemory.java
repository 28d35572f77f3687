package io.podpass.controller;

import io.podpass.core.HostIdentities;
import io.podpass.core.IdentityPatch;
import io.podpass.core.ResourceId;
import io.podpass.kube.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is known of one host between two looks at it. For one thread at a time. */
final class HostMemory {
    private static final HostIdentities NOTHING = new HostIdentities(false, Set.of());

    private static final Duration RENEWAL = Duration.ofHours(1);

    /** For so long what was found to exist need not be asked for again. */
    static final Duration EXISTS = Duration.ofMinutes(10);

    private record Refused(int times, Instant until) {}

    private final Backoff backoff;
    private final Suspicion suspicion = new Suspicion();
    private final PatchBudget budget = new PatchBudget();
    private final Ownership ownership;
    /** On the host, but deleted and made anew in Azure since: no token comes by them until they are put on again. */
    private final Set<ResourceId> renewing = new HashSet<>();

    private final Map<ResourceId, Instant> renewed = new HashMap<>();
    private final Map<ResourceId, Refused> refused = new HashMap<>();
    /** When each was last seen to exist in Azure. */
    private final Map<ResourceId, Instant> existed = new HashMap<>();

    private Optional<HostIdentities> known = Optional.empty();
    private Instant lookedAt = Instant.MIN;
    private Instant leftAloneUntil = Instant.MIN;
    private int failures;

    HostMemory(Backoff backoff, Ownership ownership) {
        this.backoff = backoff;
        this.ownership = ownership;
    }

    void learn(HostDemand demand, Instant now) {
        ownership.learn(demand, now);
        // An identity that nobody asks for any more starts anew when somebody does.
        refused.keySet().removeIf(id -> !demand.wanted().contains(id) && !ours().contains(id));
    }

    /** As last seen or made; nothing before the first look. */
    HostIdentities identities() {
        return known.orElse(NOTHING);
    }

    Set<ResourceId> present() {
        return identities().userAssigned();
    }

    Set<ResourceId> ours() {
        return ownership.ours();
    }

    Set<ResourceId> renewing() {
        return Set.copyOf(renewing);
    }

    /** The host is gone, and with it everything on it. */
    void gone() {
        ownership.drop(ownership.ours());
        ownership.save();
        renewing.clear();
        refused.clear();
        known = Optional.empty();
    }

    void saw(HostIdentities identities, Instant now) {
        known = Optional.of(identities);
        lookedAt = now;
        failures = 0;
        ownership.saw(identities.userAssigned(), now);
        renewing.retainAll(identities.userAssigned());
    }

    /** Those that Azure gives no principal for; once an hour for each, as it may be slow to tell. */
    void nameless(Set<ResourceId> ids, Instant now) {
        renewed.values().removeIf(at -> at.plus(RENEWAL).isBefore(now));
        for (var id : ids) {
            if (ours().contains(id) && renewed.putIfAbsent(id, now) == null) {
                renewing.add(id);
            }
        }
    }

    boolean lookedSince(Instant instant) {
        return known.isPresent() && lookedAt.isAfter(instant);
    }

    /** Before the request: should its outcome stay unknown, what it attached is ours all the same. */
    void sending(IdentityPatch patch, Set<ResourceId> kept) {
        var claimed = new TreeSet<>(patch.attach());
        claimed.removeAll(kept);
        ownership.claim(claimed);
    }

    void applied(IdentityPatch patch) {
        var after = new TreeSet<>(present());
        after.addAll(patch.attach());
        after.removeAll(patch.detach());
        known = known.map(before -> new HostIdentities(before.systemAssigned(), after));
        ownership.takenOff(patch.detach());
        renewing.removeAll(patch.detach());
        patch.attach().forEach(refused::remove);
        failures = 0;
    }

    /** What was sent may have taken effect in spite of its failure. */
    void unsure(Instant now) {
        ownership.unsure(now);
        lookedAt = Instant.MIN;
    }

    void refused(Set<ResourceId> ids, Instant now) {
        for (var id : ids) {
            var times = refused.containsKey(id) ? refused.get(id).times() + 1 : 1;
            refused.put(id, new Refused(times, now.plus(backoff.after(times))));
        }
    }

    /** Of these it is certain that the last request did not attach them. */
    void notAttached(Set<ResourceId> ids) {
        var never = new TreeSet<>(ids);
        never.removeAll(present());
        ownership.drop(never);
    }

    Set<ResourceId> refusedAt(Instant now) {
        var ids = new TreeSet<ResourceId>();
        refused.forEach((id, refusal) -> {
            if (refusal.until().isAfter(now)) {
                ids.add(id);
            }
        });
        return ids;
    }

    void exists(ResourceId id, Instant now) {
        existed.put(id, now);
    }

    /** Those that existed a short while ago. */
    Set<ResourceId> existed(Instant now) {
        existed.values().removeIf(at -> at.plus(EXISTS).isBefore(now));
        return Set.copyOf(existed.keySet());
    }

    /** The host as a whole could not be asked. */
    void failed(Instant now, Optional<Duration> retryAfter) {
        failures++;
        ownership.unsure(now);
        // What is known stays good enough to use, and too old to change the host by.
        lookedAt = Instant.MIN;
        var own = backoff.after(failures);
        leaveAlone(now.plus(retryAfter.filter(asked -> asked.compareTo(own) > 0).orElse(own)));
    }

    void leaveAlone(Instant until) {
        leftAloneUntil = until;
    }

    boolean leftAlone(Instant now) {
        return leftAloneUntil.isAfter(now);
    }

    /** Nothing is put off. */
    boolean idle(Instant now) {
        return !leftAlone(now) && refusedAt(now).isEmpty();
    }

    /** When something is due that no change in the cluster will tell of; {@code routine} at the latest. */
    Instant nextTurn(Instant now, Instant routine) {
        var next = leftAlone(now) ? leftAloneUntil : routine;
        for (var refusal : refused.values()) {
            if (refusal.until().isAfter(now) && refusal.until().isBefore(next) && !leftAlone(now)) {
                next = refusal.until();
            }
        }
        return next;
    }

    /** Writes down what came off the host. */
    void save() {
        ownership.save();
    }

    /** Nothing would be lost: a new one would know as much, and send no more. */
    boolean forgettable(Instant now) {
        return ours().isEmpty() && budget.full(now);
    }

    Suspicion suspicion() {
        return suspicion;
    }

    PatchBudget budget() {
        return budget;
    }
}
