package io.podpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EntryPointTest {
    @ParameterizedTest
    @CsvSource({"/bin/mic,controller", "mic,controller", "/bin/nmi,agent", "/usr/bin/podpass-agent,agent"})
    void aFileThatIsNamedLikeARoleIsThatRole(String file, String role) {
        assertThat(EntryPoint.arguments(file, "--v=4", "-h")).containsExactly(role, "--v=4", "-h");
    }

    @Test
    void theCommandsOwnNameLeavesTheChoiceToItsArguments() {
        assertThat(EntryPoint.arguments("/usr/bin/podpass", "status", "--help")).containsExactly("status", "--help");
        assertThat(EntryPoint.arguments("podpass")).isEmpty();
    }
}
