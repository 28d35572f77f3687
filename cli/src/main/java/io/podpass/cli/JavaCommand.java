package io.podpass.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Command lines of the Java processes that the demo starts. They run on the JVM that runs the demo; how they find Azure's
 * names and whom they trust is given from outside, so that the programs are the same as in a cluster.
 *
 * @param home the checkout or image that the launcher runs from
 * @param hosts a hosts file that leads Azure's names to the local Azure
 * @param trustStore a PKCS#12 file with the local Azure's authority
 */
record JavaCommand(Path home, Path hosts, Path trustStore) {
    static final String TRUST_STORE_PASSWORD = "changeit";

    /** {@code arguments} of the {@code podpass} command. */
    List<String> podpass(String... arguments) {
        return command(System.getProperty("java.class.path"), List.of(), "io.podpass.cli.Main", arguments);
    }

    /** Whether workloads start from an archive of loaded classes; the first to end in good order makes it. */
    boolean workloadsAreArchived() {
        return Files.exists(archive());
    }

    private Path archive() {
        return home.resolve("workload").resolve("target").resolve("workload.jsa");
    }

    List<String> workload(String... arguments) {
        var target = home.resolve("workload").resolve("target");
        return command(
                target.resolve("podpass-workload.jar") + ":" + target.resolve("lib") + "/*",
                // Making the archive costs more than it saves a single process, so only one makes it.
                workloadsAreArchived()
                        ? List.of("-XX:SharedArchiveFile=" + archive())
                        : List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive()),
                "io.podpass.workload.Workload",
                arguments);
    }

    private List<String> command(String classPath, List<String> flags, String main, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Small and quick to start: each lives for seconds or serves a handful of pods.
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx192m",
                // What the JVM has to say about archives must not stand where a program prints its answer.
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djdk.net.hosts.file=" + hosts,
                "-Djavax.net.ssl.trustStore=" + trustStore,
                "-Djavax.net.ssl.trustStoreType=PKCS12",
                "-Djavax.net.ssl.trustStorePassword=" + TRUST_STORE_PASSWORD));
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(List.of(arguments));
        return command;
    }
}
