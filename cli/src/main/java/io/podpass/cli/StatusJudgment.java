package io.podpass.cli;

import static java.util.Objects.requireNonNull;

import io.podpass.cli.StatusReading.Labelled;
import io.podpass.cli.StatusReport.Row;
import io.podpass.core.Assignment;
import io.podpass.core.AssignmentState;
import io.podpass.core.CredentialMode;
import io.podpass.core.Grant;
import io.podpass.core.Identity;
import io.podpass.core.IdentityRules.Verdict;
import io.podpass.core.Matching;
import io.podpass.core.Matching.Match;
import io.podpass.core.Matching.Outcome;
import io.podpass.core.ObjectKey;
import io.podpass.kube.Records.AssignmentVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is said of each pod with the label. By the rules that the controller goes by; calls nothing. */
final class StatusJudgment {
    /** In the order of a pod's standing: of several rows the last counts. */
    private enum Standing {
        READY,
        WAITING,
        REFUSED
    }

    private record Line(String identity, String state, Standing standing) {}

    private final StatusReading reading;
    private final boolean namespacedMode;
    private final Instant now;
    private final List<Assignment> assignments;

    StatusJudgment(StatusReading reading, boolean namespacedMode, Instant now) {
        this.reading = reading;
        this.namespacedMode = namespacedMode;
        this.now = now;
        this.assignments = reading.assignments().stream()
                .flatMap(verdict -> verdict.readable().stream())
                .toList();
    }

    StatusReport report() {
        var rows = new ArrayList<Row>();
        var standings = new ArrayList<Standing>();
        reading.pods().stream()
                .sorted(Comparator.comparing(labelled -> labelled.pod().key()))
                .forEach(labelled -> {
                    var lines = lines(labelled);
                    lines.forEach(line -> rows.add(row(labelled, line)));
                    // A finished pod waits for nothing and is refused nothing.
                    if (!labelled.pod().finished()) {
                        standings.add(lines.stream()
                                .map(Line::standing)
                                .max(Comparator.naturalOrder())
                                .orElse(Standing.REFUSED));
                    }
                });
        return new StatusReport(
                List.copyOf(rows),
                count(standings, Standing.READY),
                count(standings, Standing.WAITING),
                count(standings, Standing.REFUSED),
                hosts(),
                reading.leader().orElse(""));
    }

    private List<Line> lines(Labelled labelled) {
        var pod = labelled.pod();
        if (pod.finished()) {
            return List.of(new Line("", "finished", Standing.READY));
        }
        if (pod.node().isEmpty()) {
            return List.of(new Line("", "not scheduled to a node yet", Standing.WAITING));
        }
        var matches = Matching.matches(pod, reading.bindings(), this::usable, namespacedMode);
        if (matches.isEmpty()) {
            return List.of(new Line("", "no binding matches", Standing.REFUSED));
        }
        return matches.stream()
                .filter(match -> match.outcome() != Outcome.SAME_IDENTITY)
                .map(this::line)
                .toList();
    }

    private Line line(Match match) {
        var identity = match.binding().identity();
        return switch (match.outcome()) {
            case GRANTED, SAME_IDENTITY -> granted(match.grant().orElseThrow());
            case IDENTITY_MISSING -> new Line(identity.toString(), missing(identity), Standing.REFUSED);
            case OTHER_NAMESPACE ->
                new Line(identity.toString(), "identity serves its own namespace only", Standing.REFUSED);
        };
    }

    private Line granted(Grant grant) {
        var name = grant.identity().key().toString();
        return assignments.stream()
                .filter(assignment -> assignment.pod().equals(grant.pod().key())
                        && assignment.identity().key().equals(grant.identity().key()))
                .max(Comparator.comparing(Assignment::usable))
                .map(assignment ->
                        new Line(name, state(assignment), assignment.usable() ? Standing.READY : Standing.WAITING))
                .orElseGet(() -> unwritten(name, grant.pod().key()));
    }

    private Line unwritten(String name, ObjectKey pod) {
        return reading.assignments().stream()
                .filter(verdict -> verdict instanceof AssignmentVerdict.Broken broken
                        && broken.pod().equals(pod))
                .findFirst()
                .map(_ -> new Line(name, "assignment unreadable", Standing.WAITING))
                .orElseGet(() -> new Line(name, "not assigned yet", Standing.WAITING));
    }

    private static String state(Assignment assignment) {
        if (assignment.deleting()) {
            return "being deleted";
        }
        return assignment.state() == AssignmentState.LEGACY
                ? "Assigned (without a state)"
                : assignment.state().text();
    }

    private String missing(ObjectKey identity) {
        return reading.identities().get(identity) instanceof Verdict.Invalid invalid
                ? "identity invalid: " + invalid.problem()
                : "identity missing";
    }

    private Optional<Identity> usable(ObjectKey key) {
        return reading.identities().get(key) instanceof Verdict.Usable(var identity)
                ? Optional.of(identity)
                : Optional.empty();
    }

    private Map<String, Long> hosts() {
        return assignments.stream()
                .filter(assignment -> assignment.identity().mode() == CredentialMode.ATTACHED
                        && reading.hosts().containsKey(assignment.node()))
                .collect(Collectors.groupingBy(
                        assignment -> requireNonNull(reading.hosts().get(assignment.node()))
                                .id()
                                .name(),
                        TreeMap::new,
                        Collectors.collectingAndThen(
                                Collectors.mapping(
                                        assignment -> assignment.identity().resourceId(), Collectors.toSet()),
                                set -> (long) set.size())));
    }

    private Row row(Labelled labelled, Line line) {
        var pod = labelled.pod();
        var age = Math.max(0, Duration.between(labelled.created(), now).toSeconds());
        return new Row(
                pod.key().namespace(),
                pod.key().name(),
                pod.node(),
                pod.selector(),
                line.identity(),
                line.state(),
                age);
    }

    private static long count(List<Standing> standings, Standing wanted) {
        return standings.stream().filter(wanted::equals).count();
    }
}
