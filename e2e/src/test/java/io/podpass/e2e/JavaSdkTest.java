package io.podpass.e2e;

import java.nio.file.Path;
import java.util.Map;

final class JavaSdkTest extends SdkScenario {
    @Override
    Program program() {
        return Program.of(
                Map.of(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                JavaSdkProgram.class.getName());
    }
}
