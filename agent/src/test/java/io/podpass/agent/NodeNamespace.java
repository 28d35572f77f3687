package io.podpass.agent;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A network namespace of its own for one test: the node's programs and files are those in it. */
final class NodeNamespace implements Commands, AutoCloseable {
    private final SystemCommands system = new SystemCommands();
    private final String name =
            "podpass-" + UUID.randomUUID().toString().replace("-", "").substring(0, 8);

    /** Skips the test, saying why, where there can be none. */
    NodeNamespace() {
        assumeTrue(system.installed("ip"), "skipped: ip (iproute2) is not installed");
        assumeTrue(
                system.run(List.of("ip", "netns", "add", name), "").ok(),
                "skipped: no right to make a network namespace; run as root");
    }

    @Override
    public boolean installed(String program) {
        return system.installed(program);
    }

    @Override
    public Result run(List<String> command, String input) {
        return system.run(
                Stream.concat(Stream.of("ip", "netns", "exec", name), command.stream())
                        .toList(),
                input);
    }

    @Override
    public Optional<String> file(String path) {
        return Optional.of(run(List.of("cat", path), "")).filter(Result::ok).map(Result::output);
    }

    /** What a command printed; it must succeed. */
    String output(String command) {
        var result = run(List.of(command.split(" ", -1)), "");
        if (!result.ok()) {
            throw new AgentException(command + ": " + result.complaint());
        }
        return result.output();
    }

    @Override
    public void close() {
        system.run(List.of("ip", "netns", "del", name), "");
    }
}
