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

    private static List<String> installedOver(String listing) {
        var commands = new FakeCommands("iptables-restore").lists(listing);
        new IptablesRedirect(METADATA, AGENT, commands).install();
        return commands.inputs();
    }

    @Test
    void installsChainAndJumpInOneStep() {
        var commands = new FakeCommands("iptables-restore").lists("-P PREROUTING ACCEPT\n");

        new IptablesRedirect(METADATA, AGENT, commands).install();

        assertThat(commands.runs())
                .extracting(FakeCommands.Run::command)
                .containsExactly(
                        List.of("iptables", "-w", "5", "-t", "nat", "-S"),
                        List.of("iptables-restore", "-w", "5", "--noflush"));
        assertThat(commands.inputs())
                .containsExactly("*nat\n:aad-metadata - [0:0]\n" + RULES + "-I PREROUTING 1 -j aad-metadata\nCOMMIT\n");
    }

    @Test
    void changesNothingWhenTheRulesAreThere() {
        assertThat(installedOver(CHAIN + JUMP + OTHER_JUMP + RULES)).isEmpty();
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

        new IptablesRedirect(METADATA, AGENT, commands).uninstall();

        assertThat(commands.inputs())
                .containsExactly("*nat\n-D PREROUTING -j aad-metadata\n-F aad-metadata\n-X aad-metadata\nCOMMIT\n");
    }

    @Test
    void removesNothingWhenThereIsNothing() {
        var commands = new FakeCommands("iptables-restore").lists("-P PREROUTING ACCEPT\n");

        new IptablesRedirect(METADATA, AGENT, commands).uninstall();

        assertThat(commands.inputs()).isEmpty();
    }

    @Test
    void aFailureSaysInOneLineWhatTheAgentNeeds() {
        var redirect = new IptablesRedirect(METADATA, AGENT, new FakeCommands("iptables-restore").fails());

        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(redirect::install)
                .withMessage("iptables -w 5 -t nat -S failed: Permission denied; you must be root; the agent needs the"
                        + " capabilities NET_ADMIN and NET_RAW in the node's network namespace");
    }

    @Test
    void prefersIptablesAndTakesNftWhereThereIsNone() {
        assertThat(Redirect.of(RedirectKind.AUTO, METADATA, AGENT, new FakeCommands("iptables-restore", "nft")))
                .isInstanceOf(IptablesRedirect.class);
        assertThat(Redirect.of(RedirectKind.AUTO, METADATA, AGENT, new FakeCommands("nft")))
                .isInstanceOf(NftRedirect.class);
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> Redirect.of(RedirectKind.AUTO, METADATA, AGENT, new FakeCommands()))
                .withMessageContaining("--redirect=none");
    }
}
