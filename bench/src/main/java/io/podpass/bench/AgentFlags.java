package io.podpass.bench;

import java.util.List;

/**
 * The flags with which the agent's JVM runs on a node. The second compiler stays on: without it a warm request takes two
 * and a half times the processor time, which costs a node more than the memory of the compiled code.
 */
final class AgentFlags {
    static final List<String> NODE = List.of(
            "-XX:+UseSerialGC",
            "-Xmx96m",
            // Out of memory it would go on and leave requests unanswered; started anew it answers.
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+UseCompactObjectHeaders",
            "-XX:ReservedCodeCacheSize=32m",
            // What the compiler needed for a moment goes back to the system: some 40 MiB.
            "-XX:TrimNativeHeapInterval=5000",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private AgentFlags() {}
}
