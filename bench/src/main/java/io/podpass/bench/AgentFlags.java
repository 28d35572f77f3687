package io.podpass.bench;

import java.util.List;

/** The flags with which the agent's JVM runs on a node. */
final class AgentFlags {
    static final List<String> NODE = List.of(
            "-XX:+UseSerialGC",
            "-Xmx48m",
            "-XX:+UseCompactObjectHeaders",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private AgentFlags() {}
}
