package io.podpass.controller;

import io.podpass.azure.ArmException;
import io.podpass.azure.HostIdentityClient;
import io.podpass.core.AttachPlan;
import io.podpass.core.Host;
import io.podpass.core.HostIdentities;
import io.podpass.core.IdentityPatch;
import io.podpass.core.ResourceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Hosts at ARM with the rules that matter here (spec azure-platform §3.5): a request is applied as a whole or not at all. */
final class FakeHosts implements HostIdentityClient {
    /** A permit for everything that happened, for tests that wait for it. */
    private final Semaphore patches = new Semaphore(0);

    private final Semaphore changes = new Semaphore(0);

    private final Map<Host, Set<ResourceId>> attached = new HashMap<>();
    private final Set<Host> busy = new HashSet<>();
    private final List<IdentityPatch> applied = new ArrayList<>();
    private final Set<ResourceId> forbidden = new HashSet<>();
    private final Set<ResourceId> deleted = new HashSet<>();
    private final Map<Host, CountDownLatch> slow = new HashMap<>();
    private final Map<Host, ArmException> failing = new HashMap<>();
    private final Set<ResourceId> poison = new HashSet<>();
    private final Map<Host, Set<ResourceId>> nameless = new HashMap<>();
    private Runnable afterGet = () -> {};
    private final Set<ResourceId> vanished = new HashSet<>();
    private int finds;
    private int refusals;
    private int overlaps;
    private int gets;

    synchronized void host(Host host, ResourceId... present) {
        attached.put(host, new TreeSet<>(List.of(present)));
    }

    synchronized void removeHost(Host host) {
        attached.remove(host);
    }

    synchronized boolean has(Host host) {
        return attached.containsKey(host);
    }

    synchronized void forbid(ResourceId id) {
        forbidden.add(id);
    }

    synchronized void allow(ResourceId id) {
        forbidden.remove(id);
    }

    /** Deletes the identity itself; hosts that have it keep it, and refuse every change that leaves it there. */
    synchronized void delete(ResourceId id) {
        deleted.add(id);
    }

    /** Whatever is wrong with identities is put right. */
    synchronized void heal() {
        forbidden.clear();
        deleted.clear();
        poison.clear();
        vanished.clear();
    }

    /** Somebody else's doing. */
    synchronized void detach(Host host, ResourceId id) {
        attached.get(host).remove(id);
    }

    /** As {@link #delete}, but Azure does not say which of a host's identities it means. */
    synchronized void deleteUnnamed(ResourceId id) {
        vanished.add(id);
    }

    /** Azure refuses to attach it without saying which of those asked for it means. */
    synchronized void poison(ResourceId id) {
        poison.add(id);
    }

    /** Deletes it and makes it anew: hosts that have it know no principal for it any more. */
    synchronized void recreate(ResourceId id) {
        attached.forEach((host, ids) -> {
            if (ids.contains(id)) {
                nameless.computeIfAbsent(host, _ -> new HashSet<>()).add(id);
            }
        });
    }

    /** Somebody else's doing. */
    synchronized void attach(Host host, ResourceId id) {
        attached.get(host).add(id);
    }

    /** Runs once, right after the next look at a host. */
    synchronized void afterGet(Runnable action) {
        afterGet = action;
    }

    synchronized int refusals() {
        return refusals;
    }

    /** Patches of the host answer when the latch is open. */
    synchronized CountDownLatch slowDown(Host host) {
        var latch = new CountDownLatch(1);
        slow.put(host, latch);
        return latch;
    }

    synchronized void failOnce(Host host, int status, Optional<Duration> retryAfter) {
        failing.put(host, new ArmException("told to fail", status, "Told", Set.of(), retryAfter));
    }

    synchronized Set<ResourceId> attached(Host host) {
        return Set.copyOf(attached.get(host));
    }

    synchronized List<IdentityPatch> applied() {
        return List.copyOf(applied);
    }

    synchronized int gets() {
        return gets;
    }

    synchronized int overlaps() {
        return overlaps;
    }

    /** Returns when one more patch than before has arrived, whatever becomes of it. */
    boolean awaitPatch() throws InterruptedException {
        return patches.tryAcquire(20, TimeUnit.SECONDS);
    }

    /** Returns when one more patch than before has been applied. */
    boolean awaitApplied() throws InterruptedException {
        return changes.tryAcquire(20, TimeUnit.SECONDS);
    }

    @Override
    public synchronized HostIdentities get(Host host) {
        gets++;
        var seen = new HostIdentities(false, present(host));
        var action = afterGet;
        afterGet = () -> {};
        action.run();
        return seen;
    }

    @Override
    public synchronized Map<ResourceId, String> principalIds(Host host) {
        var unknown = nameless.getOrDefault(host, Set.of());
        return present(host).stream()
                .filter(id -> !unknown.contains(id))
                .collect(Collectors.toMap(id -> id, id -> "principal-of-" + id.name()));
    }

    /** How often identities themselves were asked for. */
    synchronized int finds() {
        return finds;
    }

    @Override
    public synchronized boolean exists(ResourceId identity) {
        finds++;
        return !deleted.contains(identity) && !vanished.contains(identity);
    }

    @Override
    public void patch(Host host, IdentityPatch patch) {
        var latch = enter(host);
        patches.release();
        try {
            if (latch.isPresent()) {
                latch.get().await();
            }
            apply(host, patch);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ArmException("interrupted", ArmException.NO_ANSWER, "", Set.of(), Optional.empty());
        } finally {
            leave(host);
        }
    }

    private synchronized Optional<CountDownLatch> enter(Host host) {
        if (!busy.add(host)) {
            overlaps++;
        }
        return Optional.ofNullable(slow.remove(host));
    }

    private synchronized void leave(Host host) {
        busy.remove(host);
    }

    private synchronized void apply(Host host, IdentityPatch patch) {
        var failure = failing.remove(host);
        if (failure != null) {
            throw failure;
        }
        if (patch.attach().size() + patch.detach().size() > AttachPlan.MAX_PER_REQUEST) {
            throw refused(400, "BadRequest", Set.of());
        }
        var after = new TreeSet<>(present(host));
        after.addAll(patch.attach());
        after.removeAll(patch.detach());
        refuse(403, "LinkedAuthorizationFailed", patch.attach(), forbidden);
        refuse(400, "FailedIdentityOperation", after, deleted);
        if (patch.attach().stream().anyMatch(poison::contains) || after.stream().anyMatch(vanished::contains)) {
            refusals++;
            throw refused(400, "BadRequest", Set.of());
        }
        if (!patch.userAssignedAfter()) {
            after.clear();
        }
        nameless.getOrDefault(host, new HashSet<>()).removeAll(patch.detach());
        attached.put(host, after);
        applied.add(patch);
        changes.release();
    }

    private static void refuse(int status, String code, Set<ResourceId> ids, Set<ResourceId> bad) {
        var offending = new TreeSet<>(ids);
        offending.retainAll(bad);
        if (!offending.isEmpty()) {
            throw refused(status, code, offending);
        }
    }

    private static ArmException refused(int status, String code, Set<ResourceId> offending) {
        return new ArmException(code + " " + offending, status, code, offending, Optional.empty());
    }

    private Set<ResourceId> present(Host host) {
        var present = attached.get(host);
        if (present == null) {
            throw new ArmException("no such host " + host.id(), 404, "ResourceNotFound", Set.of(), Optional.empty());
        }
        return present;
    }
}
