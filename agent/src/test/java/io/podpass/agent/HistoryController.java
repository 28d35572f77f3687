package io.podpass.agent;

import static java.util.stream.Collectors.toMap;

import io.podpass.core.Assignment;
import io.podpass.core.AssignmentState;
import io.podpass.core.Binding;
import io.podpass.core.Grant;
import io.podpass.core.Identity;
import io.podpass.core.Matching;
import io.podpass.core.ObjectKey;
import io.podpass.core.Pod;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;

/** Writes the assignments of a history: a controller that gets round to things in its own time, and people. */
final class HistoryController {
    private static final String BY_HAND = "by-hand-";

    private final SplittableRandom random;
    private final LaggingWatch<Assignment> assignments;
    private final LaggingWatch<Pod> pods;

    HistoryController(SplittableRandom random, LaggingWatch<Assignment> assignments, LaggingWatch<Pod> pods) {
        this.random = random;
        this.assignments = assignments;
        this.pods = pods;
    }

    /** What a controller would write down for the pods as they are, though not all of it in one go. */
    void follow(Collection<Binding> bindings, Map<ObjectKey, Identity> identities) {
        var wanted = pods.truth().values().stream()
                .flatMap(pod ->
                        Matching.grants(pod, bindings, name -> Optional.ofNullable(identities.get(name)), false)
                                .stream())
                .collect(toMap(HistoryController::name, Function.identity(), (first, _) -> first, TreeMap::new));
        for (var key : assignments.truth().keySet()) {
            if (!wanted.containsKey(key) && !(key.name().startsWith(BY_HAND) && below(4) > 0)) {
                giveUp(key);
            }
        }
        wanted.forEach(this::write);
    }

    private void giveUp(ObjectKey key) {
        var assignment = assignments.truth().get(key);
        if (!assignment.deleting() && below(2) == 0) {
            write(key, assignment, assignment.state(), true);
        } else {
            assignments.remove(key);
        }
    }

    private void write(ObjectKey key, Grant grant) {
        var existing = Optional.ofNullable(assignments.truth().get(key));
        var fresh = new Assignment(
                key,
                grant.pod().key(),
                grant.pod().node(),
                grant.identity(),
                grant.binding(),
                AssignmentState.CREATED,
                Optional.empty(),
                false);
        if (existing.isEmpty() || !existing.get().records(grant)) {
            write(key, fresh, below(3) == 0 ? AssignmentState.CREATED : AssignmentState.ASSIGNED, false);
        } else if (existing.get().state() == AssignmentState.CREATED) {
            write(key, fresh, AssignmentState.ASSIGNED, false);
        }
    }

    private void write(ObjectKey key, Assignment assignment, AssignmentState state, boolean deleting) {
        assignments.put(
                key,
                new Assignment(
                        key,
                        assignment.pod(),
                        assignment.node(),
                        assignment.identity(),
                        assignment.binding(),
                        state,
                        assignment.objectId(),
                        deleting));
    }

    private static ObjectKey name(Grant grant) {
        return new ObjectKey(
                "default",
                grant.pod().key().namespace() + "-" + grant.pod().key().name() + "-"
                        + grant.identity().key().namespace() + "-"
                        + grant.identity().key().name());
    }

    /** Whoever may write assignments may write any: of an identity that serves another namespace, or for another node. */
    void byHand(Pod pod, Collection<Identity> identities) {
        if (identities.isEmpty()) {
            return;
        }
        var identity = pick(List.copyOf(identities));
        var key = new ObjectKey("default", BY_HAND + below(4));
        var selector = below(4) == 0 ? "blue" : pod.selector();
        write(
                key,
                new Assignment(
                        key,
                        pod.key(),
                        below(4) == 0 ? "node-2" : pod.node(),
                        identity,
                        new Binding(key, identity.key().name(), selector, below(3)),
                        AssignmentState.CREATED,
                        Optional.empty(),
                        false),
                pick(List.of(AssignmentState.values())),
                below(6) == 0);
    }

    private int below(int bound) {
        return random.nextInt(bound);
    }

    private <T> T pick(List<T> options) {
        return options.get(below(options.size()));
    }
}
