package io.podpass.diagnosis;

import io.podpass.core.Assignment;
import io.podpass.core.AssignmentState;
import io.podpass.core.Decision.Allowed;
import io.podpass.core.Decision.Reason;
import io.podpass.core.Grant;
import io.podpass.diagnosis.Link.Step;
import io.podpass.diagnosis.WhyReading.Kind;
import io.podpass.diagnosis.WhyReading.NamedObject;
import io.podpass.kube.Records.AssignmentVerdict;
import java.util.Optional;

/** Whether the grant is written down and attached, and if not, who is at work on it or what keeps them from it. */
final class AssignmentLink {
    private final WhyFacts facts;
    private final WhyReading reading;

    AssignmentLink(WhyFacts facts) {
        this.facts = facts;
        this.reading = facts.reading();
    }

    Link judge(Grant grant) {
        if (facts.decision() instanceof Allowed) {
            return Link.holds(
                    Step.ASSIGNMENT, facts.managed() ? "none needed in managed mode" : "it is assigned to the pod");
        }
        var own = facts.assignments().stream()
                .filter(assignment -> assignment.pod().equals(reading.pod().key())
                        && assignment.identity().key().equals(grant.identity().key()))
                .findFirst();
        return own.map(assignment -> waiting(grant, assignment)).orElseGet(() -> unwritten(grant));
    }

    private Link waiting(Grant grant, Assignment assignment) {
        var said = Optional.ofNullable(reading.notReady()
                        .get(new NamedObject(Kind.IDENTITY, grant.identity().key())))
                .or(() -> Optional.ofNullable(reading.notReady()
                        .get(new NamedObject(Kind.BINDING, grant.binding().key()))));
        var look = "kubectl -n " + grant.binding().key().namespace() + " describe azureidentitybinding "
                + grant.binding().key().name();
        if (assignment.state() == AssignmentState.CREATED && !assignment.deleting()) {
            return said.map(problem -> Link.broken(
                            Step.ASSIGNMENT, "the controller can't attach it: " + problem, advised(problem, look)))
                    .orElseGet(() -> noLeader()
                            .orElseGet(() -> Link.waits(Step.ASSIGNMENT, Reason.NOT_ATTACHED_YET.text(), look)));
        }
        return noLeader()
                .orElseGet(() -> Link.waits(
                        Step.ASSIGNMENT,
                        "assignment " + assignment.key() + " is being taken away or written anew",
                        look));
    }

    /** The message of a refusal for want of a role ends with the command that gives it. */
    private static String advised(String problem, String otherwise) {
        var command = problem.indexOf("az role assignment create");
        return command < 0 ? otherwise : problem.substring(command);
    }

    private Link unwritten(Grant grant) {
        var broken = reading.assignments().stream()
                .flatMap(verdict -> verdict instanceof AssignmentVerdict.Broken found
                        ? Optional.of(found).stream()
                        : Optional.<AssignmentVerdict.Broken>empty().stream())
                .filter(found -> found.pod().equals(reading.pod().key()))
                .findFirst();
        if (broken.isPresent()) {
            var found = broken.get();
            return Link.broken(
                    Step.ASSIGNMENT,
                    "assignment " + found.key() + " is unreadable: " + found.problem(),
                    "kubectl -n " + found.key().namespace() + " delete azureassignedidentity "
                            + found.key().name() + ": the controller writes it anew");
        }
        return noLeader()
                .orElseGet(() -> Link.waits(
                        Step.ASSIGNMENT,
                        "the assignment of " + grant.identity().key() + " is not written yet",
                        "see the log of the controller that leads, "
                                + reading.leader()
                                        .value()
                                        .flatMap(leader -> leader)
                                        .orElse("unknown")));
    }

    private Optional<Link> noLeader() {
        return reading.leader()
                .value()
                .filter(Optional::isEmpty)
                .map(_ -> Link.broken(
                        Step.ASSIGNMENT,
                        "no controller leads, so nobody assigns identities",
                        "start one: kubectl -n kube-system get pods -l app.kubernetes.io/component=mic"));
    }
}
