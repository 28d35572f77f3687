package io.podpass.diagnosis;

import io.podpass.core.Finding;
import io.podpass.core.FindingKind;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether somebody writes assignments. */
final class ControllerFindings {
    private ControllerFindings() {}

    static Stream<Finding> of(Optional<String> leader, Collection<AgentPod> agents) {
        var needed = agents.isEmpty() || agents.stream().anyMatch(agent -> !agent.managedMode());
        return leader.isPresent() || !needed
                ? Stream.empty()
                : Stream.of(new Finding(
                        FindingKind.NO_LEADER,
                        "Lease default/aad-pod-identity-mic",
                        "no controller leads: new pods get no assignment, and nothing is attached",
                        "kubectl get pods -A -l app.kubernetes.io/component=mic, and see their logs"));
    }
}
