package io.podpass.cli;

final class AgentManualTest extends FlagsManualTest {
    AgentManualTest() {
        super("agent", "## Routes");
    }
}
