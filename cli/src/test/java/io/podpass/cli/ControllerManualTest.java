package io.podpass.cli;

final class ControllerManualTest extends FlagsManualTest {
    ControllerManualTest() {
        super("controller", "## Cloud configuration");
    }
}
