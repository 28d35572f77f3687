package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RedirectTest {
    private static final InetSocketAddress METADATA = Addresses.DEFAULTS.metadata();
    private static final InetSocketAddress AGENT = new InetSocketAddress(InetAddress.ofLiteral("10.240.0.4"), 2579);
    private static final String DNAT =
            "-A aad-metadata ! -s 127.0.0.1/32 -d 169.254.169.254/32 -p tcp -m tcp --dport 80"
                    + " -j DNAT --to-destination 10.240.0.4:2579\n";
    private static final String CHAIN = "-P PREROUTING ACCEPT\n-N KUBE-SERVICES\n-N aad-metadata\n";
    private static final String RULES = DNAT + "-A aad-metadata -j RETURN\n";
    private static final String JUMP = "-A PREROUTING -j aad-metadata\n";
    private static final String OTHER_JUMP = "-A PREROUTING -j KUBE-SERVICES\n";

    private static IptablesRedirect iptables(Commands commands) {
        return new IptablesRedirect(METADATA, new Iptables(IpFamily.IPV4, "", commands));
    }

    private static List<String> installedOver(String listing) {
        var commands = new FakeCommands("iptables-restore").lists(listing);
        iptables(commands).install(AGENT);
        return commands.inputs();
    }

    @Test
    void installsChainAndJumpInOneStep() {
        var commands = new FakeCommands("iptables-restore").lists("-P PREROUTING ACCEPT\n");

        iptables(commands).install(AGENT);

        assertThat(commands.runs())
                .extracting(FakeCommands.Run::command)
                .containsExactly(
                        List.of("iptables", "-w", "5", "-t", "nat", "-S", "PREROUTING"),
                        List.of("iptables-restore", "-w", "5", "--noflush"));
        assertThat(commands.inputs())
                .containsExactly("*nat\n:aad-metadata - [0:0]\n" + RULES + "-I PREROUTING 1 -j aad-metadata\nCOMMIT\n");
    }

    @Test
    void changesNothingWhenTheRulesAreThere() {
        assertThat(installedOver(CHAIN + JUMP + OTHER_JUMP + RULES)).isEmpty();
    }

    @Test
    void looksAtNoOtherChainThanItMust() {
        var commands = new FakeCommands().lists(CHAIN + JUMP + RULES);

        iptables(commands).install(AGENT);

        assertThat(commands.runs())
                .extracting(run -> run.command().getLast())
                .containsExactly("PREROUTING", "aad-metadata");
    }

    @Test
    void movesTheJumpBackToTheFront() {
        assertThat(installedOver(CHAIN + OTHER_JUMP + JUMP + RULES).getFirst())
                .contains("-D PREROUTING -j aad-metadata\n-I PREROUTING 1 -j aad-metadata\n");
    }

    @Test
    void keepsOneJumpOfSeveral() {
        assertThat(installedOver(CHAIN + JUMP + JUMP + RULES).getFirst())
                .contains("-D PREROUTING -j aad-metadata\n-D PREROUTING -j aad-metadata\n-I PREROUTING 1");
    }

    @Test
    void replacesRulesThatLeadElsewhere() {
        assertThat(installedOver(CHAIN + JUMP + RULES.replace("10.240.0.4", "127.0.0.1")))
                .hasSize(1);
        assertThat(installedOver(CHAIN + JUMP + RULES + "-A aad-metadata -j ACCEPT\n"))
                .hasSize(1);
    }

    @Test
    void removesJumpAndChain() {
        var commands = new FakeCommands("iptables-restore").lists(CHAIN + JUMP + RULES);

        iptables(commands).uninstall();

        assertThat(commands.inputs())
                .containsExactly("*nat\n-D PREROUTING -j aad-metadata\n-F aad-metadata\n-X aad-metadata\nCOMMIT\n");
    }

    @Test
    void removesNothingWhenThereIsNothing() {
        var commands = new FakeCommands("iptables-restore").lists("-P PREROUTING ACCEPT\n");

        iptables(commands).uninstall();

        assertThat(commands.inputs()).isEmpty();
    }

    @Test
    void aFailureSaysInOneLineWhatTheAgentNeeds() {
        var redirect = iptables(new FakeCommands("iptables-restore").fails());

        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> redirect.install(AGENT))
                .withMessage(
                        "iptables -w 5 -t nat -S PREROUTING failed: Permission denied; you must be root; the agent needs the"
                                + " capabilities NET_ADMIN and NET_RAW in the node's network namespace");
    }

    @Test
    void saysWhetherItChangedAnything() {
        assertThat(iptables(new FakeCommands().lists(CHAIN + JUMP + RULES)).install(AGENT))
                .isFalse();
        assertThat(iptables(new FakeCommands().lists(CHAIN + RULES)).install(AGENT))
                .isTrue();
    }

    @Test
    void leadsIpv6ToAnIpv6Address() {
        var commands = new FakeCommands("ip6tables-nft-restore");
        var metadata = new InetSocketAddress(InetAddress.ofLiteral("fd00:ec2::254"), 80);

        Redirects.choose(RedirectKind.AUTO, metadata, commands)
                .install(new InetSocketAddress(InetAddress.ofLiteral("fd00:240::4"), 2579));

        assertThat(commands.inputs())
                .containsExactly("*nat\n:aad-metadata - [0:0]\n-A aad-metadata ! -s ::1/128 -d fd00:ec2::254/128 -p tcp"
                        + " -m tcp --dport 80 -j DNAT --to-destination [fd00:240::4]:2579\n-A aad-metadata -j RETURN\n"
                        + "-I PREROUTING 1 -j aad-metadata\nCOMMIT\n");
    }
}
