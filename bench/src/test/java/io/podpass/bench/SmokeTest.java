package io.podpass.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The harness works: a small round of what needs nothing but Java. How fast it was is nobody's business here. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "other loopback addresses than 127.0.0.1 are Linux's")
final class SmokeTest {
    @TempDir
    Path folder;

    @Test
    void aSmallRoundOfEveryMeasurementWorks() throws InterruptedException, IOException {
        var agent = new Launch(
                System.getProperty("java.class.path"), List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        try (var imds = Imds.start(Clock.systemUTC());
                var cluster = Cluster.start(4, folder)) {
            cluster.assign(0);
            try (var process = AgentProcess.start(agent, cluster, imds.uri(), new Endpoint("127.0.0.1", freePort()))) {
                process.awaitToken(Cluster.address(0));
                assertThat(new WakeUp(cluster, process.endpoint()).run(4, 1).count())
                        .isEqualTo(2);
                assertThat(new Stampede(imds, cluster, process.endpoint()).upstreamCalls(50))
                        .isEqualTo(1);
                assertThat(new FixedRate(Cluster.address(0), process.endpoint(), 50, 4)
                                .run(Duration.ofSeconds(1))
                                .count())
                        .isEqualTo(50);
                assertThat(process.residentMiB()).isPositive();
            }
        }
    }

    @Test
    void aSmallRoundOfTheControllersMeasurementsWorks() throws InterruptedException, IOException {
        var rows = new ControllerMeasurements(new ControllerSizes(20, 5, 2, 2, 5, 10), folder, _ -> {}).run();

        assertThat(rows).hasSize(5).allSatisfy(row -> assertThat(row.value()).isPositive());
    }

    @Test
    void aSmallRoundOfGrowthIsDrawn() throws InterruptedException, IOException {
        var points = new Growth(folder, _ -> {}).run(List.of(5, 10));

        assertThat(Growth.table(points)).contains("| 5 |", "| 10 |");
        assertThat(Curves.svg(points)).startsWith("<svg ").contains("polyline").endsWith("</svg>\n");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
