package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real programs, in a network namespace that is made for each test and thrown away after it. */
final class RedirectInNamespaceTest {
    private static final InetSocketAddress AGENT = new InetSocketAddress(InetAddress.ofLiteral("10.240.0.4"), 2579);

    private final SystemCommands system = new SystemCommands();
    private final String namespace = "podpass-" + ProcessHandle.current().pid();
    private final Commands inside = new Commands() {
        @Override
        public boolean installed(String program) {
            return system.installed(program);
        }

        @Override
        public Result run(List<String> command, String input) {
            return system.run(
                    Stream.concat(Stream.of("ip", "netns", "exec", namespace), command.stream())
                            .toList(),
                    input);
        }
    };

    @BeforeEach
    void makeNamespace() {
        assumeTrue(system.installed("ip"), "skipped: ip (iproute2) is not installed");
        assumeTrue(
                system.run(List.of("ip", "netns", "add", namespace), "").ok(),
                "skipped: no right to make a network namespace; run as root");
    }

    @AfterEach
    void removeNamespace() {
        if (system.installed("ip")) {
            system.run(List.of("ip", "netns", "del", namespace), "");
        }
    }

    private String output(String... command) {
        return inside.run(List.of(command), "").output();
    }

    @Test
    void iptablesListsTheThreeLinesAndTheJumpInFront() {
        assumeTrue(system.installed("iptables-restore"), "skipped: iptables is not installed");
        assumeTrue(
                inside.run(List.of("iptables", "-t", "nat", "-A", "PREROUTING", "-j", "ACCEPT"), "")
                        .ok(),
                "skipped: this kernel has no nat table");
        var redirect = new IptablesRedirect(Addresses.DEFAULTS.metadata(), AGENT, inside);

        redirect.install();
        redirect.install();

        assertThat(output("iptables", "-t", "nat", "-S", "aad-metadata"))
                .isEqualTo("-N aad-metadata\n-A aad-metadata ! -s 127.0.0.1/32 -d 169.254.169.254/32 -p tcp -m tcp"
                        + " --dport 80 -j DNAT --to-destination 10.240.0.4:2579\n-A aad-metadata -j RETURN\n");
        assertThat(output("iptables", "-t", "nat", "-S", "PREROUTING"))
                .isEqualTo("-P PREROUTING ACCEPT\n-A PREROUTING -j aad-metadata\n-A PREROUTING -j ACCEPT\n");

        output("iptables", "-t", "nat", "-I", "PREROUTING", "-j", "RETURN");
        redirect.install();
        assertThat(output("iptables", "-t", "nat", "-S", "PREROUTING"))
                .startsWith("-P PREROUTING ACCEPT\n-A PREROUTING -j aad-metadata\n-A PREROUTING -j RETURN\n");

        redirect.uninstall();
        redirect.uninstall();
        assertThat(output("iptables", "-t", "nat", "-S")).doesNotContain("aad-metadata");
    }

    @Test
    void nftHasOneTableOfOurOwn() {
        assumeTrue(system.installed("nft"), "skipped: nft is not installed");
        assumeTrue(inside.run(List.of("nft", "list", "tables"), "").ok(), "skipped: this kernel has no nftables");
        var redirect = new NftRedirect(Addresses.DEFAULTS.metadata(), AGENT, inside);

        redirect.install();
        redirect.install();

        assertThat(output("nft", "list", "table", "ip", "podpass"))
                .containsOnlyOnce("dnat to 10.240.0.4:2579")
                .contains("ip daddr 169.254.169.254 tcp dport 80");

        redirect.uninstall();
        redirect.uninstall();
        assertThat(output("nft", "list", "tables")).doesNotContain("podpass");
    }
}
