package io.podpass.controller;

import io.podpass.azure.ArmException;
import io.podpass.azure.HostIdentityClient;
import io.podpass.controller.HostDemand.Waiting;
import io.podpass.core.AttachPlan;
import io.podpass.core.Host;
import io.podpass.core.IdentityPatch;
import io.podpass.core.ResourceId;
import io.podpass.kube.KeyedQueue.Next;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One go at one host: look, plan, send, confirm. Thrown away afterwards. */
final class HostTurn {
    private static final Logger LOG = LoggerFactory.getLogger(HostTurn.class);

    private final Host host;
    private final HostMemory memory;
    private final HostDemand demand;
    private final HostIdentityClient client;
    private final Confirmation confirmation;
    private final BindingEvents events;
    private final ControllerSettings settings;
    private final SubscriptionBudget subscription;
    private final BooleanSupplier leads;
    private final ControllerMetrics metrics;
    private final Existence existence;
    private final List<Waiting> unconfirmed;
    private final Instant began;
    /** Something was left undone that nothing else will ask for. */
    private boolean again;

    private boolean sent;

    HostTurn(
            Host host,
            HostMemory memory,
            HostDemand demand,
            HostIdentityClient client,
            Confirmation confirmation,
            BindingEvents events,
            ControllerSettings settings,
            SubscriptionBudget subscription,
            BooleanSupplier leads,
            ControllerMetrics metrics) {
        this.metrics = metrics;
        this.subscription = subscription;
        this.leads = leads;
        this.host = host;
        this.memory = memory;
        this.demand = demand;
        this.client = client;
        this.confirmation = confirmation;
        this.events = events;
        this.settings = settings;
        this.existence = new Existence(client, memory, subscription, settings.clock());
        this.unconfirmed = new ArrayList<>(demand.waiting());
        this.began = now();
    }

    Next take() throws InterruptedException {
        memory.learn(demand, now());
        // What is known to be on the host is usable now; it need not wait for a call that is about others.
        confirm();
        if (!memory.leftAlone(now()) && (lookIsDue() || changeIsDue())) {
            try {
                if (look()) {
                    carryOut();
                    memory.save();
                }
            } catch (ArmException e) {
                failed(e);
            }
        }
        return next();
    }

    /** Whether there was something to do, once {@link #take} has returned or thrown. */
    boolean busy() {
        return sent || !demand.waiting().isEmpty();
    }

    private Next next() {
        if (again) {
            return Next.RETRY;
        }
        var now = now();
        // What is ours and not there may come yet, by a call that an earlier controller left under way.
        if (demand.wanted().isEmpty() && memory.idle(now) && memory.ours().isEmpty()) {
            return Next.DONE;
        }
        // As of the beginning: what was put off until a moment that has passed meanwhile is due at once.
        var next = memory.nextTurn(began, now.plus(settings.reconcile()));
        return new Next.After(next.isAfter(now) ? Duration.between(now, next) : Duration.ZERO);
    }

    private boolean lookIsDue() {
        return !(demand.wanted().isEmpty() && memory.ours().isEmpty())
                && !memory.lookedSince(now().minus(settings.reconcile()));
    }

    /** False, too, when it has to wait: a look that no change may follow would have to be made again before that. */
    private boolean changeIsDue() {
        if (plan().isEmpty()) {
            return false;
        }
        var now = now();
        var ofHost = memory.budget().nextAt(now);
        var ofAll = subscription.nextWriteAt(now);
        var next = ofHost.isAfter(ofAll) ? ofHost : ofAll;
        if (next.isAfter(now)) {
            memory.leaveAlone(next);
            return false;
        }
        return true;
    }

    private AttachPlan plan() {
        var refused = memory.refusedAt(now());
        var renewing = memory.renewing();
        if (refused.isEmpty() && renewing.isEmpty()) {
            return AttachPlan.between(demand.wanted(), memory.present(), memory.ours());
        }
        var wanted = new HashSet<>(demand.wanted());
        // One that is on the host but exists no more makes Azure refuse every change, until it is taken off: as it is
        // not wanted for now, the plan does that (spec aad-pod-identity §8.2, C3).
        wanted.removeAll(refused);
        wanted.removeAll(renewing);
        var removable = new HashSet<>(memory.ours());
        removable.removeIf(id -> refused.contains(id) && !demand.wanted().contains(id));
        return AttachPlan.between(wanted, memory.present(), removable);
    }

    /** False when the host is gone. No change is sent without a look just before: others change hosts, too. */
    private boolean look() throws InterruptedException {
        if (!subscription.read(now())) {
            metrics.putOff(Budget.SUBSCRIPTION_READS);
            memory.leaveAlone(subscription.nextReadAt(now()));
            return false;
        }
        try {
            memory.saw(client.get(host), now());
            var principals = client.principalIds(host).keySet();
            // Of an identity that was made anew Azure tells none; of no identity at all where it has not come to it
            // yet.
            if (!principals.isEmpty()) {
                var nameless = new TreeSet<>(memory.present());
                nameless.retainAll(demand.wanted());
                nameless.removeAll(principals);
                memory.nameless(nameless, now());
            }
        } catch (ArmException e) {
            if (e.status() == HttpURLConnection.HTTP_NOT_FOUND) {
                // Another that comes under its name owes us nothing.
                memory.gone();
                if (demand.wanted().isEmpty()) {
                    return false;
                }
            }
            throw e;
        }
        confirm();
        return true;
    }

    /** Every round sends everything, stops, or leaves out at least one identity more: it ends. */
    private void carryOut() throws InterruptedException {
        while (true) {
            var plan = plan();
            if (plan.isEmpty() || send(plan)) {
                return;
            }
        }
    }

    /** Asked before everything that is written: another controller may have taken over by now. */
    private boolean mayChange() {
        if (!stillLeads()) {
            return false;
        }
        var now = now();
        if (memory.budget().nextAt(now).isAfter(now)) {
            metrics.putOff(Budget.HOST);
            memory.leaveAlone(memory.budget().nextAt(now));
            return false;
        }
        // The host's own budget last: many wait for the subscription's, and nothing is to be used up by waiting.
        if (!subscription.write(now)) {
            metrics.putOff(Budget.SUBSCRIPTION_WRITES);
            memory.leaveAlone(subscription.nextWriteAt(now));
            return false;
        }
        return memory.budget().take(now);
    }

    /** One that can't renew its lease may yet succeed, and goes on then. */
    private boolean stillLeads() {
        var leads = this.leads.getAsBoolean();
        again |= !leads;
        return leads;
    }

    /** False when there is another plan to make. */
    private boolean send(AttachPlan plan) throws InterruptedException {
        for (var patch : memory.suspicion().split(plan.patches(memory.identities()), memory.present())) {
            // What could not be asked for after the refusal, for want of a budget, may be now.
            if (memory.suspicion().suspects(patch) && refuseGone(patch)) {
                return false;
            }
            if (!mayChange()) {
                return true;
            }
            if (!patch.userAssignedAfter()) {
                if (!look()) {
                    return true;
                }
                if (!patch.detach().containsAll(memory.present())) {
                    return false;
                }
            }
            memory.sending(patch, demand.kept());
            // Writing that down may have taken longer than the lease lasts.
            if (!stillLeads()) {
                return true;
            }
            sent = true;
            try {
                client.patch(host, patch);
            } catch (ArmException e) {
                var out = leftOut(e, patch);
                if (out.isEmpty()) {
                    if (Suspicion.aboutTheRequest(e) && refuseGone(patch)) {
                        return false;
                    }
                    out = memory.suspicion().refused(e, patch, memory.present());
                }
                refuse(out, e);
                if (e.status() == HttpURLConnection.HTTP_OK) {
                    // An operation that failed on its way may have done what it was asked for.
                    memory.unsure(now());
                    return !look();
                }
                memory.notAttached(out);
                return false;
            }
            memory.suspicion().taken(patch);
            memory.applied(patch);
            LOG.atInfo()
                    .addKeyValue("host", host.id())
                    .addKeyValue("attached", patch.attach())
                    .addKeyValue("detached", patch.detach())
                    .log("host changed");
            confirm();
            if (!patch.detach().isEmpty() && !(look() && isOff(patch))) {
                return true;
            }
        }
        return false;
    }

    /** Only what a look shows to be off is no longer ours. False when it has to be asked for in another way. */
    private boolean isOff(IdentityPatch patch) {
        var left = new TreeSet<>(patch.detach());
        left.retainAll(memory.present());
        if (left.isEmpty()) {
            return true;
        }
        if (memory.suspicion().ignored(patch, memory.present())) {
            again = true;
            return false;
        }
        throw new ArmException(
                "Azure says that it has taken off " + left + " of " + host.id() + ", and it is still there",
                HttpURLConnection.HTTP_OK,
                "NotTakenOff",
                Set.of(),
                Optional.empty());
    }

    /** Those whose absence from the next plan may let the others through. */
    private Set<ResourceId> leftOut(ArmException e, IdentityPatch patch) {
        var out = new TreeSet<>(e.offending());
        out.removeIf(id -> !patch.attach().contains(id)
                && !patch.detach().contains(id)
                && !memory.ours().contains(id));
        out.removeAll(memory.refusedAt(now()));
        return out;
    }

    /** False when none is found to be gone. */
    private boolean refuseGone(IdentityPatch patch) {
        var gone = existence.gone(patch);
        gone.forEach(id -> refuse(Set.of(id), Existence.problem(id)));
        memory.notAttached(gone);
        return !gone.isEmpty();
    }

    private void refuse(Set<ResourceId> out, ArmException e) {
        if (!out.isEmpty()) {
            memory.refused(out, now());
            tellOwners(out, e);
        }
    }

    private void tellOwners(Set<ResourceId> out, ArmException e) {
        LOG.atWarn()
                .addKeyValue("host", host.id())
                .addKeyValue("identities", out)
                .addKeyValue("problem", e.getMessage())
                .log("identities refused, going on without them");
        unconfirmed.stream()
                .filter(waiting -> out.contains(waiting.id()))
                .forEach(waiting -> events.applyError(waiting.assignment(), e));
    }

    private void failed(ArmException e) {
        memory.failed(now(), e.retryAfter());
        LOG.atWarn()
                .addKeyValue("host", host.id())
                .addKeyValue("problem", e.getMessage())
                .log("host not changed, trying again later");
        var refused = memory.refusedAt(now());
        unconfirmed.stream()
                .filter(waiting -> !refused.contains(waiting.id()))
                .forEach(waiting -> events.applyError(waiting.assignment(), e));
    }

    private void confirm() throws InterruptedException {
        var renewing = memory.renewing();
        var ready = unconfirmed.stream()
                .filter(waiting -> memory.present().contains(waiting.id()) && !renewing.contains(waiting.id()))
                .toList();
        if (!ready.isEmpty()) {
            unconfirmed.removeAll(ready);
            again |= !confirmation.confirm(ready, client.principalIds(host));
        }
    }

    private Instant now() {
        return settings.clock().instant();
    }
}
