package io.podpass.diagnosis;

import io.podpass.core.Decision.Reason;
import io.podpass.core.Grant;
import io.podpass.core.IdentityRules.Verdict;
import io.podpass.core.Matching.Match;
import io.podpass.core.Matching.Outcome;
import io.podpass.core.ObjectKey;
import io.podpass.diagnosis.Link.Step;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether one of the bindings leads to an identity that may serve the pod, and if none does, why. */
final class IdentityLink {
    private final WhyReading reading;

    IdentityLink(WhyFacts facts) {
        this.reading = facts.reading();
    }

    Link judge(List<Match> matches, Optional<Grant> grant) {
        if (grant.isPresent()) {
            var identity = grant.get().identity();
            return Link.holds(
                    Step.IDENTITY,
                    identity.key() + ": "
                            + identity.resourceId()
                                    .map(id -> "user-assigned identity " + id)
                                    .orElse("service principal " + identity.clientId()));
        }
        if (matches.stream().anyMatch(match -> match.outcome() == Outcome.GRANTED)) {
            return Link.broken(
                    Step.IDENTITY,
                    Reason.NOT_GRANTED.text(),
                    "bind an identity with that id, or ask for one of: "
                            + matches.stream()
                                    .flatMap(match -> match.grant().stream())
                                    .map(other -> other.identity().key() + " (client id "
                                            + other.identity().clientId() + ")")
                                    .collect(Collectors.joining(", ")));
        }
        return unusable(matches.getFirst());
    }

    private Link unusable(Match match) {
        var key = match.binding().identity();
        var look = "kubectl -n " + key.namespace() + " get azureidentity " + key.name() + " -o yaml";
        if (match.outcome() == Outcome.OTHER_NAMESPACE) {
            return Link.broken(
                    Step.IDENTITY,
                    "identity " + key + " serves pods of its own namespace only",
                    "write identity and binding into namespace "
                            + reading.pod().key().namespace());
        }
        if (reading.identities().get(key) instanceof Verdict.Invalid(var _, var problem)) {
            return Link.broken(Step.IDENTITY, "identity " + key + " is unusable: " + problem, look);
        }
        var elsewhere = reading.identities().keySet().stream()
                .filter(other -> other.name().equals(key.name()))
                .map(ObjectKey::namespace)
                .sorted()
                .toList();
        return Link.broken(
                Step.IDENTITY,
                "there is no identity " + key
                        + (elsewhere.isEmpty()
                                ? ""
                                : "; one of that name is in " + String.join(", ", elsewhere)
                                        + ", and a binding finds identities of its own namespace only"),
                elsewhere.isEmpty()
                        ? "write it, or mend spec.azureIdentity of binding "
                                + match.binding().key()
                        : "move binding " + match.binding().key() + " to namespace " + elsewhere.getFirst()
                                + ", or the identity to " + key.namespace());
    }
}
