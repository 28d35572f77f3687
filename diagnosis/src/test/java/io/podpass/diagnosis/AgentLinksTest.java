package io.podpass.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.diagnosis.Link.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgentLinksTest {
    private final WhyStory story = new WhyStory();

    @Test
    void aReadyAgentHolds() {
        assertThat(agent().state()).isEqualTo(State.HOLDS);
    }

    @Test
    void aNodeWithoutAnAgentIsBroken() {
        story.agents = Part.read(List.of());
        assertThat(agent().state()).isEqualTo(State.BROKEN);
        assertThat(agent().observed()).contains("no agent runs on node node-0");
    }

    @Test
    void anAgentThatIsNotReadyWaits() {
        story.agents = Part.read(List.of(WhyStory.agent(false)));
        assertThat(agent().state()).isEqualTo(State.WAITS);
        assertThat(agent().remedy()).contains("kubectl -n kube-system logs podpass-agent-x");
    }

    @Test
    void agentsThatMayNotBeListedAreUnknown() {
        story.agents = Part.unread("can't read pods of node node-0: forbidden");
        assertThat(agent().state()).isEqualTo(State.UNKNOWN);
        assertThat(agent().observed()).contains("forbidden");
    }

    @Test
    void withoutAProbeTheTokenIsUnknown() {
        assertThat(token(Optional.empty()).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void anIssuedTokenHolds() {
        var link = token(Optional.of(Part.read(new Trial.Issued("cache", Duration.ofMinutes(59)))));
        assertThat(link.state()).isEqualTo(State.HOLDS);
        assertThat(link.observed()).contains("(cache), good for 59 min");
    }

    @Test
    void aFinalRefusalIsBrokenAndExplained() {
        var link = token(Optional.of(Part.read(new Trial.Refused(
                403, "issuer-refused", "IMDS refused: HTTP 400 invalid_request: Identity not found"))));
        assertThat(link.state()).isEqualTo(State.BROKEN);
        assertThat(link.remedy()).get().asString().contains("it is not attached yet");
    }

    @Test
    void aPassingRefusalWaits() {
        var refused = new Trial.Refused(503, "issuer-unavailable", "IMDS is away");
        assertThat(token(Optional.of(Part.read(refused))).state()).isEqualTo(State.WAITS);
    }

    @Test
    void anAgentOutOfReachIsUnknown() {
        assertThat(token(Optional.of(Part.unread("no way to port 2579"))).state())
                .isEqualTo(State.UNKNOWN);
    }

    @Test
    void thePortIsTheOneTheAgentWasTold() {
        assertThat(WhyStory.agent(true, "agent", "--nmi-port=2580").port()).isEqualTo(2580);
        assertThat(WhyStory.agent(true, "agent").port()).isEqualTo(2579);
    }

    private Link agent() {
        return AgentLinks.agent(story.facts().reading());
    }

    private Link token(Optional<Part<Trial>> tried) {
        return AgentLinks.token(story.facts().question(), tried);
    }
}
