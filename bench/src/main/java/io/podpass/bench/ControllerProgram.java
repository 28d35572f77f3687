package io.podpass.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import io.podpass.controller.Controller;
import io.podpass.controller.ControllerSettings;
import io.podpass.controller.LeaderElection;
import io.podpass.kube.KubeClients;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A controller in a JVM of its own. Says {@code ready}; answers each line with processor time used so far, heap in use
 * after a collection, GET and PATCH calls; ends with its input. The second argument names the file by which what it has
 * attached outlives it.
 */
final class ControllerProgram {
    private ControllerProgram() {}

    public static void main(String[] args) throws IOException {
        var azure = Path.of(args[1]);
        var hosts = InstantHosts.load(azure);
        var settings = ControllerSettings.DEFAULTS.withLeaderElection(LeaderElection.OFF);
        try (var client = KubeClients.build(Optional.of(Path.of(args[0])), "podpass/bench");
                var controller = Controller.start(settings, client, hosts);
                var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            System.out.println(controller.ready() ? "ready" : "not ready");
            while (lines.readLine() != null) {
                var nanos = processorNanos();
                System.gc();
                System.out.println(nanos + " "
                        + ManagementFactory.getMemoryMXBean()
                                .getHeapMemoryUsage()
                                .getUsed() + " " + hosts.gets() + " "
                        + hosts.patches());
            }
        }
        hosts.save(azure);
    }

    private static long processorNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
