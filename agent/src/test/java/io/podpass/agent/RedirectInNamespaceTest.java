package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real programs, in a network namespace that is made for each test and thrown away after it. */
final class RedirectInNamespaceTest {
    private NodeNamespace node;

    @BeforeEach
    void makeNamespace() {
        node = new NodeNamespace();
    }

    @AfterEach
    void removeNamespace() {
        if (node != null) {
            node.close();
        }
    }

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }

    private static InetSocketAddress metadata(IpFamily family) {
        return at(family == IpFamily.IPV4 ? "169.254.169.254" : "fd00:ec2::254", 80);
    }

    private static InetSocketAddress agent(IpFamily family) {
        return at(family == IpFamily.IPV4 ? "10.240.0.4" : "fd00:240::4", 2579);
    }

    private Iptables iptables(IpFamily family, String backEnd) {
        var iptables = new Iptables(family, backEnd, node);
        assumeTrue(node.installed(program(iptables)), () -> "skipped: " + program(iptables) + " is not installed");
        assumeTrue(
                node.run(List.of(program(iptables), "-t", "nat", "-S"), "").ok(),
                () -> "skipped: this kernel has no nat table for " + program(iptables));
        return iptables;
    }

    private static String program(Iptables iptables) {
        return iptables.family().iptables() + iptables.backEnd();
    }

    private IptablesRedirect redirect(IpFamily family, String backEnd) {
        return new IptablesRedirect(metadata(family), iptables(family, backEnd));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-nft", "-legacy"})
    void listsTheThreeLinesAndTheJumpInFront(String backEnd) {
        var redirect = redirect(IpFamily.IPV4, backEnd);
        node.output("iptables" + backEnd + " -t nat -A PREROUTING -j ACCEPT");

        assertThat(redirect.install(agent(IpFamily.IPV4))).isTrue();
        assertThat(redirect.install(agent(IpFamily.IPV4))).isFalse();

        assertThat(node.output("iptables" + backEnd + " -t nat -S aad-metadata"))
                .isEqualTo("-N aad-metadata\n-A aad-metadata ! -s 127.0.0.1/32 -d 169.254.169.254/32 -p tcp -m tcp"
                        + " --dport 80 -j DNAT --to-destination 10.240.0.4:2579\n-A aad-metadata -j RETURN\n");
        assertThat(node.output("iptables" + backEnd + " -t nat -S PREROUTING"))
                .isEqualTo("-P PREROUTING ACCEPT\n-A PREROUTING -j aad-metadata\n-A PREROUTING -j ACCEPT\n");
    }

    @ParameterizedTest
    @CsvSource({"IPV4,-nft", "IPV4,-legacy", "IPV6,-nft", "IPV6,-legacy"})
    void comesBackToTheFrontAndGoesWithoutATrace(IpFamily family, String backEnd) {
        var redirect = redirect(family, backEnd);
        var list = family.iptables() + backEnd + " -t nat -S ";
        redirect.install(agent(family));
        node.output(family.iptables() + backEnd + " -t nat -I PREROUTING -j RETURN");

        assertThat(redirect.install(agent(family))).isTrue();
        assertThat(redirect.install(agent(family))).isFalse();
        assertThat(node.output(list + "PREROUTING"))
                .isEqualTo("-P PREROUTING ACCEPT\n-A PREROUTING -j aad-metadata\n-A PREROUTING -j RETURN\n");

        assertThat(redirect.uninstall()).isTrue();
        assertThat(redirect.uninstall()).isFalse();
        assertThat(node.output(list.strip())).doesNotContain("aad-metadata");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-nft", "-legacy"})
    void takesOverTheOldAgentsRules(String backEnd) {
        var redirect = redirect(IpFamily.IPV4, backEnd);
        var iptables = "iptables" + backEnd + " -t nat ";
        node.output(iptables + "-N aad-metadata");
        node.output(iptables + "-A aad-metadata ! -s 127.0.0.1 -d 169.254.169.254 -p tcp --dport 80"
                + " -j DNAT --to-destination 127.0.0.1:2579");
        node.output(iptables + "-A aad-metadata -j RETURN");
        node.output(iptables + "-I PREROUTING 1 -j aad-metadata");

        assertThat(redirect.install(at("127.0.0.1", 2579))).isFalse();
        assertThat(redirect.install(agent(IpFamily.IPV4))).isTrue();

        assertThat(node.output(iptables + "-S PREROUTING"))
                .isEqualTo("-P PREROUTING ACCEPT\n-A PREROUTING -j aad-metadata\n");
    }

    @ParameterizedTest
    @EnumSource
    void nftHasOneTableOfOurOwnAndLeavesItAloneWhenItIsRight(IpFamily family) {
        assumeTrue(node.installed("nft"), "skipped: nft is not installed");
        assumeTrue(node.run(List.of("nft", "list", "tables"), "").ok(), "skipped: this kernel has no nftables");
        var redirect = new NftRedirect(metadata(family), node);

        assertThat(redirect.install(agent(family))).isTrue();
        assertThat(redirect.install(agent(family))).isFalse();
        assertThat(new NftRedirect(metadata(family), node).install(agent(family)))
                .as("by the next agent")
                .isFalse();

        var table = family.nft() + " podpass";
        assertThat(node.output("nft list table " + table))
                .containsOnlyOnce("dnat to " + IpText.of(agent(family)))
                .contains(family.nft() + " daddr " + IpText.of(metadata(family).getAddress()) + " tcp dport 80");

        node.output("nft flush chain " + table + " aad-metadata");
        assertThat(redirect.install(agent(family))).as("after a flush").isTrue();

        assertThat(redirect.uninstall()).isTrue();
        assertThat(redirect.uninstall()).isFalse();
        assertThat(node.output("nft list tables")).doesNotContain("podpass");
    }

    @Test
    void takesAwayWhatIsLeftInTheOtherBackEndOnceItsOwnRulesAreThere() {
        redirect(IpFamily.IPV4, "-legacy").install(at("127.0.0.1", 2579));
        var ours = redirect(IpFamily.IPV4, "-nft");
        ours.install(agent(IpFamily.IPV4));

        assertThat(Redirects.removeOthers(ours, metadata(IpFamily.IPV4), node)).isTrue();
        assertThat(Redirects.removeOthers(ours, metadata(IpFamily.IPV4), node)).isFalse();

        assertThat(node.output("iptables-legacy -t nat -S")).doesNotContain("aad-metadata");
        assertThat(node.output("iptables-nft -t nat -S")).contains("-A PREROUTING -j aad-metadata");
    }

    @Test
    void removesEveryRedirectThatThereMayBe() {
        for (var family : IpFamily.values()) {
            for (var backEnd : List.of("-nft", "-legacy")) {
                redirect(family, backEnd).install(agent(family));
            }
            new NftRedirect(metadata(family), node).install(agent(family));
        }

        assertThat(Redirects.removeAll(node)).isTrue();
        assertThat(Redirects.removeAll(node)).isFalse();

        assertThat(node.output("nft list ruleset")).doesNotContain("aad-metadata");
        assertThat(node.output("iptables-legacy-save")).doesNotContain("aad-metadata");
        assertThat(node.output("ip6tables-legacy-save")).doesNotContain("aad-metadata");
    }

    @Test
    void doesNotBringTheLegacyBackEndIntoBeing() {
        assumeTrue(node.installed("iptables-legacy-restore"), "skipped: iptables-legacy is not installed");

        Redirects.choose(RedirectKind.AUTO, metadata(IpFamily.IPV4), node).install(agent(IpFamily.IPV4));
        Redirects.removeAll(node);

        assertThat(node.file("/proc/net/ip_tables_names").orElse("")).isEmpty();
    }
}
