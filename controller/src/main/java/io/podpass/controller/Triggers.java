package io.podpass.controller;

import io.podpass.core.IdentityRules.Verdict;
import io.podpass.kube.AzureIdentity;
import io.podpass.kube.Index;
import io.podpass.kube.Records;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** From a change in the cluster to the pods and hosts that it concerns. Both sides of a change count: what it left, too. */
final class Triggers {
    private final AtomicReference<Optional<Term>> term = new AtomicReference<>(Optional.empty());
    private final BindingEvents events;

    Triggers(Cluster cluster, BindingEvents events, PodEvents podEvents, Problems problems) {
        this.events = events;
        cluster.pods().onChange(change -> {
            if (Relevance.ofPod(change)) {
                change.both().map(Records::key).distinct().forEach(key -> inTerm(now -> now.pod(key)));
            }
        });
        cluster.bindings().onChange(change -> {
            change.after().map(Records::key).map(Subject::binding).ifPresent(this::show);
            if (Relevance.ofBinding(change)) {
                change.both().forEach(binding -> inTerm(now -> now.podsWithSelector(binding)));
            }
        });
        cluster.identities().onChange(change -> {
            change.after().map(Records::key).map(Subject::identity).ifPresent(this::show);
            if (Relevance.ofIdentity(change)) {
                change.both()
                        .map(Records::key)
                        .distinct()
                        .flatMap(key -> cluster.bindings().by(Index.BINDINGS_BY_IDENTITY, Index.value(key)).stream())
                        .map(binding -> Subject.binding(Records.key(binding)))
                        .forEach(this::show);
                change.both().map(Records::key).distinct().forEach(key -> inTerm(now -> now.podsWithIdentity(key)));
                change.after().ifPresent(identity -> inTerm(_ -> judge(identity)));
            }
        });
        problems.onChange(assignment -> Subject.of(assignment).forEach(this::show));
        cluster.assignments().onChange(change -> {
            change.both().map(Records::nodeOf).distinct().forEach(node -> inTerm(now -> now.assignmentsChanged(node)));
            change.both().flatMap(Subject::of).distinct().forEach(this::show);
            if (change.after().isEmpty()) {
                change.before().map(Records::key).ifPresent(key -> {
                    problems.forget(key);
                    podEvents.forgetAssignment(key);
                });
            }
            if (Relevance.ofAssignment(change)) {
                change.both().forEach(assignment -> inTerm(now -> now.assignment(assignment)));
            }
        });
        cluster.nodes().onChange(change -> {
            if (change.after().isEmpty()) {
                // Nobody asks for it any more.
                change.before().map(Records::key).ifPresent(node -> inTerm(now -> now.assignmentsChanged(node.name())));
            }
            if (Relevance.ofNode(change)) {
                change.both()
                        .forEach(node -> inTerm(now -> {
                            cluster.host(node).ifPresent(now::host);
                            now.podsOfNode(node.getMetadata().getName());
                        }));
            }
        });
    }

    /** Changes go to this term from now on; those of before are covered by {@link Term#begin()}. */
    void begin(Term next, Cluster cluster) {
        term.set(Optional.of(next));
        next.begin();
        cluster.identities().all().forEach(this::judge);
    }

    /** Nothing acts until the next term. */
    Optional<Term> end() {
        return term.getAndSet(Optional.empty());
    }

    /** Empty while another controller acts, or none. */
    Optional<Term> current() {
        return term.get();
    }

    private void show(Subject subject) {
        inTerm(now -> now.shown(subject));
    }

    private void inTerm(Consumer<Term> action) {
        term.get().ifPresent(action);
    }

    private void judge(AzureIdentity identity) {
        if (Records.identity(identity) instanceof Verdict.Invalid invalid) {
            events.invalid(identity, invalid);
        }
    }
}
