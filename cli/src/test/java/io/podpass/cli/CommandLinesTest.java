package io.podpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CommandLinesTest extends CommandTest {
    @Test
    void unknownOptionIsOneLineAndExitCodeTwo() {
        assertThat(run("demo", "--no-such-option")).isEqualTo(2);
        assertThat(err.toString()).contains("--no-such-option").hasLineCount(1);
    }

    @Test
    void noCommandIsOneLineAndExitCodeTwo() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("which command").hasLineCount(1);
    }

    @Test
    void unreadableKubeconfigIsOneLineAndExitCodeTwo() {
        assertThat(run("agent", "--node", "node-0", "--redirect", "none", "--kubeconfig", "no/such/file"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("no/such/file").hasLineCount(1);
    }

    @Test
    void unknownLogFormatIsOneLineAndExitCodeTwo() {
        assertThat(run("agent", "--node", "node-0", "--log-format", "yaml")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--log-format must be text or json, was yaml")
                .hasLineCount(1);
    }

    @Test
    void helpNamesEveryCommand() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("demo", "controller", "agent");
    }
}
