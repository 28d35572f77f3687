package io.podpass.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The agent's process on a node, with the flags of a node. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RedirectOfNodeTest {
    /** Far below the interval of a minute. */
    private static final Duration AT_ONCE = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private NodeLab lab;

    @BeforeAll
    void open() throws IOException {
        Namespaces.assumePossible();
        for (var program : List.of("iptables-nft", "iptables-legacy", "conntrack")) {
            assumeTrue(
                    NamespaceSupport.isOnPath(program, System.getenv("PATH") + ":/usr/sbin"),
                    () -> "skipped: " + program + " is not installed");
        }
        lab = new NodeLab(folder);
    }

    @AfterEach
    void cleanTheNode() throws Exception {
        onNode("nft flush ruleset");
        for (var iptables : List.of("iptables-legacy", "ip6tables-legacy")) {
            for (var table : List.of("nat", "mangle")) {
                onNode(iptables + " -t " + table + " -F");
                onNode(iptables + " -t " + table + " -X");
            }
        }
    }

    @AfterAll
    void close() throws IOException {
        if (lab != null) {
            lab.close();
        }
    }

    private String onNode(String command) throws Exception {
        var process = new ProcessBuilder(lab.node().run(List.of(command.split(" ", -1))))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            var text = output.readAllAsString();
            process.waitFor();
            return text;
        }
    }

    private void awaitOnNode(String command, String line) throws Exception {
        var deadline = Instant.now().plus(AT_ONCE);
        var output = onNode(command);
        while (!output.contains(line) && Instant.now().isBefore(deadline)) {
            output = onNode(command);
        }
        assertThat(output).contains(line);
    }

    private String ask(int pod, InetSocketAddress metadata) throws IOException {
        try (var call = lab.call(pod, metadata)) {
            return call.token();
        }
    }

    private PodpassProcess start(String... flags) throws Exception {
        return PodpassProcess.startAgent(lab, folder, flags);
    }

    @Test
    void rulesThatWereFlushedAreBackAtOnceAndOutliveTheAgentUntilTheyAreTakenAway() throws Exception {
        try (var agent = start()) {
            assertThat(ask(0, NodeLab.IMDS)).startsWith("200 ");
            assertThat(onNode("iptables-nft -t nat -S aad-metadata"))
                    .isEqualTo("-N aad-metadata\n-A aad-metadata ! -s 127.0.0.1/32 -d 169.254.169.254/32 -p tcp -m tcp"
                            + " --dport 80 -j DNAT --to-destination 10.240.0.4:2579\n-A aad-metadata -j RETURN\n");

            onNode("iptables-nft -t nat -F");
            awaitOnNode("iptables-nft -t nat -S PREROUTING", "-A PREROUTING -j aad-metadata");
            onNode("nft flush ruleset");
            awaitOnNode("iptables-nft -t nat -S PREROUTING", "-A PREROUTING -j aad-metadata");

            agent.stop();
        }
        assertThatExceptionOfType(SocketException.class).isThrownBy(() -> ask(0, NodeLab.IMDS));

        for (int time = 0; time < 2; time++) {
            var removal =
                    PodpassProcess.runAgent(lab, folder, List.of("agent", "--node", "any", "--uninstall-redirect"));
            assertThat(removal.awaitExit()).as(removal.errors()).isZero();
        }
        assertThat(onNode("nft list ruleset")).doesNotContain("aad-metadata");
        assertThat(ask(0, NodeLab.IMDS)).contains("a-token");
    }

    @Test
    void rulesAreWrittenWhereKubeletsAreAndComeBackThereToo() throws Exception {
        onNode("iptables-legacy -t mangle -N KUBE-IPTABLES-HINT");
        try (var agent = start()) {
            assertThat(onNode("iptables-legacy -t nat -S PREROUTING")).contains("-A PREROUTING -j aad-metadata");
            assertThat(onNode("nft list ruleset")).doesNotContain("aad-metadata");
            assertThat(ask(1, NodeLab.IMDS)).startsWith("200 ");

            onNode("iptables-legacy -t nat -F");
            awaitOnNode("iptables-legacy -t nat -S PREROUTING", "-A PREROUTING -j aad-metadata");
            assertThat(ask(1, NodeLab.IMDS)).startsWith("200 ");
            agent.stop();
        }
    }

    @Test
    void theRuleLeadsToLoopbackForAsLongAsPodsReachIt() throws Exception {
        routeLocalnet("1");
        try (var agent = start("--ipt-update-interval-sec=1")) {
            assertThat(onNode("iptables-nft -t nat -S aad-metadata")).contains("--to-destination 127.0.0.1:2579");
            assertThat(ask(0, NodeLab.IMDS)).startsWith("200 ");

            routeLocalnet("0");
            awaitOnNode("iptables-nft -t nat -S aad-metadata", "--to-destination 10.240.0.4:2579");
            assertThat(ask(0, NodeLab.IMDS)).startsWith("200 ");
            agent.stop();
        } finally {
            routeLocalnet("0");
        }
    }

    private void routeLocalnet(String value) {
        lab.node().inside(() -> Files.writeString(Path.of("/proc/sys/net/ipv4/conf/all/route_localnet"), value));
    }

    @ParameterizedTest
    @CsvSource({
        "auto, ip6tables-nft, '--to-destination [fd00:240::4]:2579'",
        "iptables, ip6tables-legacy, '--to-destination [fd00:240::4]:2579'",
        "nft, nft, 'dnat to [fd00:240::4]:2579'"
    })
    void podsGetTokensOverIpv6WhenTheMetadataAddressIsOne(String redirect, String program, String target)
            throws Exception {
        if (program.equals("ip6tables-legacy")) {
            onNode("ip6tables-legacy -t mangle -N KUBE-IPTABLES-HINT");
        }
        var list = program.equals("nft") ? "nft list table ip6 podpass" : program + " -t nat -S aad-metadata";
        var before = lab.imds().requestsFrom(NodeLab.ipv6Address(0));
        var metadata = NodeLab.IMDS_IPV6.getAddress().getHostAddress();
        try (var agent = start("--redirect", redirect, "--metadata-ip", metadata)) {
            assertThat(ask(0, NodeLab.IMDS_IPV6)).startsWith("200 ").contains("a-token");
            assertThat(ask(1, NodeLab.IMDS_IPV6)).startsWith("200 ");
            assertThat(onNode(list)).contains(" fd00:ec2::254", target);
            agent.stop();
        }
        assertThatExceptionOfType(SocketException.class).isThrownBy(() -> ask(0, NodeLab.IMDS_IPV6));
        assertThat(lab.imds().requestsFrom(NodeLab.ipv6Address(0))).isEqualTo(before);
    }

    @Test
    void aConnectionToImdsThatIsOlderThanTheAgentDoesNotSurviveIt() throws Exception {
        // Connections are known to the kernel from when something asks for their state, as kube-proxy does.
        onNode("iptables-nft -A FORWARD -m conntrack --ctstate INVALID -j DROP");
        var before = lab.imds().requestsFrom(NodeLab.address(0));
        try (var old = lab.call(0, NodeLab.IMDS)) {
            assertThat(old.token()).contains("a-token");
            try (var agent = start()) {
                assertThatExceptionOfType(IOException.class).isThrownBy(old::token);
                assertThat(ask(0, NodeLab.IMDS)).startsWith("200 ");
                agent.stop();
            }
        }
        assertThat(lab.imds().requestsFrom(NodeLab.address(0))).isEqualTo(before + 1);
    }

    @Test
    void aCallerWhoseAddressLeadsToAnothersInterfaceIsRefused() throws Exception {
        var spoofed = NodeLab.address(0).getHostAddress();
        try (var agent = start("--redirect=nft")) {
            assertThat(ask(0, NodeLab.IMDS)).startsWith("200 ");

            // What it takes to get an answer under a neighbour's address: the way back must lead here.
            Ip.batch(lab.pod(1).name(), List.of("addr add " + spoofed + "/32 dev eth0"));
            Ip.batch(lab.node().name(), List.of("route replace " + spoofed + "/32 dev azv1"));
            try (var call = RawCall.open(lab.pod(1), new InetSocketAddress(NodeLab.address(0), 0), NodeLab.IMDS)) {
                var answer = call.token();
                for (var deadline = Instant.now().plus(AT_ONCE);
                        answer.startsWith("200 ") && Instant.now().isBefore(deadline); ) {
                    answer = call.token(); // routes are taken to be what they were for two seconds
                }
                assertThat(answer).startsWith("403 ").doesNotContain("a-token");
            } finally {
                Ip.batch(lab.node().name(), List.of("route replace " + spoofed + "/32 dev azv0"));
                Ip.batch(lab.pod(1).name(), List.of("addr del " + spoofed + "/32 dev eth0"));
            }
            agent.stop();
        }
    }

    @Test
    void aKubenetNodeIsRefusedInOneLine() throws Exception {
        var file = Files.writeString(folder.resolve("kubelet"), "KUBELET_FLAGS=--network-plugin=kubenet\n");

        var agent = PodpassProcess.runAgent(
                lab,
                folder,
                List.of(
                        "agent",
                        "--node",
                        NodeLab.NODE,
                        "--kubeconfig",
                        lab.kubeconfig().toString(),
                        "--kubelet-config",
                        file.toString()));

        assertThat(agent.awaitExit()).isEqualTo(ExitCode.USAGE);
        assertThat(agent.errors().strip())
                .contains("AAD Pod Identity is not supported for Kubenet.")
                .doesNotContain("\n");
    }
}
