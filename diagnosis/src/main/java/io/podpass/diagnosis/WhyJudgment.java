package io.podpass.diagnosis;

import io.podpass.core.Access;
import io.podpass.core.Decision.Allowed;
import io.podpass.core.Decision.Excepted;
import io.podpass.core.Decision.Pending;
import io.podpass.core.Decision.Reason;
import io.podpass.core.Decision.Refused;
import io.podpass.core.Grant;
import io.podpass.core.Identity;
import io.podpass.core.Matching;
import io.podpass.core.Matching.Match;
import io.podpass.core.Pod;
import io.podpass.diagnosis.Link.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The links from a pod to its assignment. What holds and what does not is {@link Access}'s and {@link Matching}'s to say,
 * the very rules that agent and controller go by; here it is put into words. Calls nothing.
 */
final class WhyJudgment {
    private final WhyFacts facts;
    private final WhyReading reading;

    WhyJudgment(WhyFacts facts) {
        this.facts = facts;
        this.reading = facts.reading();
    }

    /** @param links those judged, of which the last may not hold
     *  @param identity what the token would be for; empty when the chain does not get so far, or an exception covers the pod */
    record Judged(List<Link> links, Optional<Identity> identity) {
        boolean stopped() {
            return !links.isEmpty() && links.getLast().stops();
        }
    }

    Judged judge() {
        var links = new ArrayList<Link>();
        links.add(pod());
        if (links.getLast().stops()) {
            return new Judged(links, Optional.empty());
        }
        var exception = exception();
        if (exception.isPresent()) {
            links.add(exception.get());
            return new Judged(links, Optional.empty());
        }
        links.add(label());
        if (links.getLast().stops()) {
            return new Judged(links, Optional.empty());
        }
        var matches = Matching.matches(reading.pod(), reading.bindings(), facts::usable, facts.namespacedMode());
        links.add(binding(matches));
        if (links.getLast().stops()) {
            return new Judged(links, Optional.empty());
        }
        var grant = chosen(matches);
        links.add(new IdentityLink(facts).judge(matches, grant));
        if (grant.isEmpty()) {
            return new Judged(links, Optional.empty());
        }
        links.add(new AssignmentLink(facts).judge(grant.get()));
        return new Judged(links, Optional.of(grant.get().identity()));
    }

    private Link pod() {
        var pod = reading.pod();
        if (pod.finished()) {
            return Link.broken(
                    Step.POD,
                    Reason.POD_FINISHED.text(),
                    "look at a pod that runs: kubectl -n " + pod.key().namespace() + " get pods");
        }
        if (pod.hostNetwork()) {
            return Link.broken(Step.POD, Reason.HOST_NETWORK.text(), "set spec.hostNetwork of its template to false");
        }
        if (pod.node().isEmpty()) {
            return Link.waits(
                    Step.POD,
                    "it is not scheduled to a node yet",
                    "kubectl -n " + pod.key().namespace() + " describe pod "
                            + pod.key().name());
        }
        return Link.holds(
                Step.POD,
                "on node " + pod.node()
                        + (pod.ips().isEmpty()
                                ? ", no address yet"
                                : ", address " + String.join(", ", new TreeSet<>(pod.ips()))));
    }

    /** Empty when none covers the pod. */
    private Optional<Link> exception() {
        return switch (facts.decision()) {
            case Excepted _ ->
                Optional.of(Link.holds(
                        Step.EXCEPTION,
                        "an AzurePodIdentityException covers the pod: its requests are answered with identities of the"
                                + " node's host, and bindings do not count"));
            case Refused(var reason)
            when reason == Reason.NOT_IN_EXCEPTION || reason == Reason.EXCEPTION_NEEDS_CLIENT_ID ->
                Optional.of(Link.broken(
                        Step.EXCEPTION,
                        reason.text(),
                        "kubectl -n " + reading.pod().key().namespace() + " get azurepodidentityexceptions -o yaml"));
            case Allowed _, Pending _, Refused _ -> Optional.empty();
        };
    }

    private Link label() {
        var pod = reading.pod();
        if (!pod.selector().isEmpty()) {
            return Link.holds(Step.LABEL, Pod.LABEL + "=" + pod.selector());
        }
        var known = reading.bindings().stream()
                .filter(binding -> binding.key().namespace().equals(pod.key().namespace()))
                .map(binding -> binding.selector())
                .filter(selector -> !selector.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        return Link.broken(
                Step.LABEL,
                "the pod has no label " + Pod.LABEL + ", so no binding can match it"
                        + (known.isEmpty() ? "" : "; bindings of its namespace select " + String.join(", ", known)),
                "set the label on the pod template; for this one pod: kubectl -n "
                        + pod.key().namespace()
                        + " label pod " + pod.key().name() + " " + Pod.LABEL + "="
                        + (known.size() == 1 ? known.first() : "SELECTOR"));
    }

    private Link binding(List<Match> matches) {
        if (matches.isEmpty()) {
            return Link.broken(
                    Step.BINDING,
                    "no binding has the selector \"" + reading.pod().selector() + "\"",
                    "write an AzureIdentityBinding with spec.selector: "
                            + reading.pod().selector()
                            + ", or mend the label; kubectl get azureidentitybindings -A shows all");
        }
        return Link.holds(
                Step.BINDING,
                matches.stream()
                        .map(match -> match.binding().key() + " names identity "
                                + match.binding().identityName())
                        .collect(Collectors.joining("; ")));
    }

    /** The one that a token would be for, by what is assigned or, until then, by what is granted. */
    private Optional<Grant> chosen(List<Match> matches) {
        var grants = matches.stream().flatMap(match -> match.grant().stream()).toList();
        if (facts.decision() instanceof Allowed(var assignment)) {
            var current = grants.stream()
                    .filter(grant ->
                            grant.identity().key().equals(assignment.identity().key()))
                    .findFirst();
            if (current.isPresent()) {
                return current;
            }
        }
        return grants.stream()
                .filter(grant -> facts.question().requested().names(grant.identity()))
                .findFirst();
    }
}
