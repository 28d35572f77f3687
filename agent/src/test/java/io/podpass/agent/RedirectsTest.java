package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

final class RedirectsTest {
    private static final InetSocketAddress METADATA = Addresses.DEFAULTS.metadata();
    private static final String KUBE = "-P PREROUTING ACCEPT\n-N KUBE-IPTABLES-HINT\n";
    private static final String RULE = "-A PREROUTING -j ACCEPT\n";

    private static FakeCommands bothBackEnds() {
        return new FakeCommands("iptables-nft-restore", "iptables-legacy-restore", "nft")
                .has("/proc/net/ip_tables_names", "mangle\nnat\n");
    }

    private static String chosen(FakeCommands commands) {
        return Redirects.choose(RedirectKind.AUTO, METADATA, commands) instanceof IptablesRedirect redirect
                ? redirect.iptables().backEnd()
                : "none";
    }

    @Test
    void takesTheBackEndInWhichKubeletsChainsAre() {
        assertThat(chosen(bothBackEnds().lists("iptables-legacy", "mangle", KUBE)))
                .isEqualTo("-legacy");
        assertThat(chosen(bothBackEnds().lists("iptables-nft", "mangle", KUBE))).isEqualTo("-nft");
    }

    @Test
    void takesTheBackEndWithMoreRulesWhereKubeletHasNone() {
        assertThat(chosen(bothBackEnds()
                        .lists("iptables-legacy", "nat", RULE + RULE)
                        .lists("iptables-nft", "nat", RULE)))
                .isEqualTo("-legacy");
        assertThat(chosen(bothBackEnds())).isEqualTo("-nft");
    }

    @Test
    void asksTheLegacyBackEndOnlyForTablesThatTheKernelHas() {
        var commands = new FakeCommands("iptables-nft-restore", "iptables-legacy-restore")
                .has("/proc/net/ip_tables_names", "");

        assertThat(chosen(commands)).isEqualTo("-nft");

        assertThat(commands.runs()).noneMatch(run -> run.command().getFirst().equals("iptables-legacy"));
    }

    @Test
    void takesIptablesWithoutABackEndsNameWhereThatIsAll() {
        assertThat(chosen(new FakeCommands("iptables-restore", "nft"))).isEmpty();
    }

    @Test
    void takesNftWhereThereIsNoIptables() {
        assertThat(Redirects.choose(RedirectKind.AUTO, METADATA, new FakeCommands("nft")))
                .isInstanceOf(NftRedirect.class);
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> Redirects.choose(RedirectKind.AUTO, METADATA, new FakeCommands()))
                .withMessageContaining("--redirect=none");
    }

    @Test
    void aBackEndThatIsDemandedMustBeThere() {
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> Redirects.choose(RedirectKind.IPTABLES, METADATA, new FakeCommands("nft")))
                .withMessageContaining("iptables is not installed");
    }
}
