package io.podpass.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program in a JVM of its own, as a pod runs it. */
record ForkedWorkload(int exit, String out, String err) {
    static ForkedWorkload run(Path scratch, Map<String, String> environment, List<String> flags, String... args)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Workload.class.getName()));
        command.addAll(List.of(args));
        var out = scratch.resolve("out");
        var err = scratch.resolve("err");
        var builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        try {
            if (!process.waitFor(90, TimeUnit.SECONDS)) {
                throw new AssertionError("still running after 90 s; its errors: " + Files.readString(err));
            }
        } finally {
            process.destroyForcibly();
        }
        return new ForkedWorkload(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
