package io.podpass.diagnosis;

import io.podpass.diagnosis.Link.Step;
import java.util.Optional;

/** Whether the pod's node has an agent that answers, and what it answered. */
final class AgentLinks {
    private AgentLinks() {}

    static Link agent(WhyReading reading) {
        var node = reading.pod().node();
        if (reading.agents().problem().isPresent()) {
            return Link.unknown(
                    Step.AGENT,
                    reading.agents().problem().get(),
                    "ask somebody who may list the pods of all namespaces");
        }
        var agents = reading.agents().value().orElseThrow();
        if (agents.isEmpty()) {
            return Link.broken(
                    Step.AGENT,
                    "no agent runs on node " + node + ": requests of its pods go to the node's own identity or nowhere",
                    "see the agent's daemon set and its node selector and tolerations: kubectl get daemonsets -A -l"
                            + " app.kubernetes.io/component=nmi");
        }
        return agents.stream()
                .filter(AgentPod::ready)
                .findFirst()
                .map(agent -> Link.holds(Step.AGENT, agent.key() + " is ready"))
                .orElseGet(() -> {
                    var agent = agents.getFirst().key();
                    return Link.waits(
                            Step.AGENT,
                            agent + " is not ready",
                            "kubectl -n " + agent.namespace() + " logs " + agent.name());
                });
    }

    static Link token(WhyQuestion question, Optional<Part<Trial>> tried) {
        var audience = question.audience();
        if (tried.isEmpty()) {
            return Link.unknown(Step.TOKEN, "not tried", "add --probe to let the agent fetch one for " + audience);
        }
        return switch (tried.get()) {
            case Part.Unread<Trial>(var problem) ->
                Link.unknown(
                        Step.TOKEN,
                        problem,
                        "let podpass reach the agent's port, with the right to create pods/portforward or with"
                                + " --agent-address");
            case Part.Read<Trial>(Trial.Issued(var source, var left)) ->
                Link.holds(
                        Step.TOKEN,
                        "the agent has one for " + audience + " (" + source + "), good for " + left.toMinutes()
                                + " min");
            case Part.Read<Trial>(Trial.Refused refused) -> refused(refused);
        };
    }

    private static Link refused(Trial.Refused refused) {
        var observed = "refused with " + refused.status() + " " + refused.reason() + ": " + refused.message();
        var remedy = IssuerAdvice.of(refused.message())
                .orElse("docs/agent.md, Refusals, says what " + refused.reason() + " means");
        return refused.passing() ? Link.waits(Step.TOKEN, observed, remedy) : Link.broken(Step.TOKEN, observed, remedy);
    }
}
