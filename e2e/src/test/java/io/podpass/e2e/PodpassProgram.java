package io.podpass.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code podpass} as a process of its own, which trusts a local Azure. */
record PodpassProgram(Path folder, Path trusted) {
    /** Keeps its files in {@code folder}. */
    static PodpassProgram of(Path folder, Installation installation) {
        var trusted = folder.resolve("trust.p12");
        installation.localAzure().writeTrustStore(trusted);
        return new PodpassProgram(folder, trusted);
    }

    RunningProgram start(List<String> arguments, Map<String, String> environment) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx192m",
                "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djavax.net.ssl.trustStore=" + trusted,
                "-Djavax.net.ssl.trustStoreType=PKCS12",
                "-Djavax.net.ssl.trustStorePassword=changeit",
                "-cp",
                System.getProperty("java.class.path"),
                "io.podpass.cli.Main"));
        command.addAll(arguments);
        return RunningProgram.start(command, environment);
    }

    /** A node's {@code azure.json}, of the cloud that is called so. */
    Path cloudConfig(String cloud, Installation installation) throws IOException {
        return Files.writeString(folder.resolve("azure.json"), """
                {"cloud": "%s", "tenantId": "%s", "subscriptionId": "%s", "resourceGroup": "nodes",
                 "useManagedIdentityExtension": true, "userAssignedIdentityID": "%s"}
                """.formatted(
                        cloud,
                        installation.localAzure().tenantId(),
                        installation.localAzure().subscriptionId(),
                        installation.kubelet().clientId()));
    }
}
