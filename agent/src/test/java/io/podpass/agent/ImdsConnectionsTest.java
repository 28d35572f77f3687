package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ImdsConnectionsTest {
    private static void cut(ConntrackCut mode, Commands commands) {
        ImdsConnections.cut(mode, Addresses.DEFAULTS.metadata(), commands);
    }

    @Test
    void cutsThoseThatImdsItselfAnswers() {
        var commands = new FakeCommands("conntrack")
                .complains("conntrack v1.4.7 (conntrack-tools): 2 flow entries have been deleted.\n");

        cut(ConntrackCut.REQUIRED, commands);

        assertThat(commands.runs())
                .extracting(run -> String.join(" ", run.command()))
                .isEqualTo(List.of("conntrack -D -f ipv4 -p tcp --orig-dst 169.254.169.254 --orig-port-dst 80"
                        + " --reply-src 169.254.169.254"));
    }

    @Test
    void nothingToCutIsNoFailure() {
        var commands = new FakeCommands("conntrack")
                .fails()
                .complains("conntrack v1.4.7 (conntrack-tools): 0 flow entries have been deleted.\n");

        assertThatCode(() -> cut(ConntrackCut.REQUIRED, commands)).doesNotThrowAnyException();
    }

    @Test
    void whereItMustBeAFailureEndsTheAgent() {
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> cut(ConntrackCut.REQUIRED, new FakeCommands("conntrack").fails()))
                .withMessageContaining("you must be root");
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> cut(ConntrackCut.REQUIRED, new FakeCommands()))
                .withMessageContaining("conntrack is not installed");
    }

    @Test
    void withoutTheFlagAFailureIsNoReasonToLeavePodsWithoutTokens() {
        assertThatCode(() -> cut(ConntrackCut.BEST_EFFORT, new FakeCommands("conntrack").fails()))
                .doesNotThrowAnyException();
        assertThatCode(() -> cut(ConntrackCut.BEST_EFFORT, new FakeCommands())).doesNotThrowAnyException();
    }

    @Test
    void nothingIsCutWhenThatIsOff() {
        var commands = new FakeCommands("conntrack");

        cut(ConntrackCut.OFF, commands);

        assertThat(commands.runs()).isEmpty();
    }
}
