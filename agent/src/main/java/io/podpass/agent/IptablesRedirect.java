package io.podpass.agent;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * Chain {@code aad-metadata} in table {@code nat}, exactly as the old agent listed it (spec aad-pod-identity §2.3), and a
 * jump to it at the head of {@code PREROUTING}. {@code iptables-restore} swaps all of it at once: at no moment is a
 * packet undiverted, also when the old agent's rules were there.
 */
final class IptablesRedirect implements Redirect {
    static final String CHAIN = "aad-metadata";

    private static final String TABLE = "nat";
    private static final String JUMP = "-A PREROUTING -j " + CHAIN;

    private final InetSocketAddress metadata;
    private final Iptables iptables;

    IptablesRedirect(InetSocketAddress metadata, Iptables iptables) {
        this.metadata = metadata;
        this.iptables = iptables;
    }

    Iptables iptables() {
        return iptables;
    }

    @Override
    public boolean install(InetSocketAddress target) {
        var jumps = iptables.listing(TABLE, "PREROUTING");
        var rules = rules(target);
        if (isInFront(jumps) && isRight(rules)) {
            return false;
        }
        var input = new StringBuilder("*nat\n:" + CHAIN + " - [0:0]\n");
        rules.forEach(rule -> input.append(rule).append('\n'));
        removeJumps(jumps, input);
        iptables.restore(
                input.append("-I PREROUTING 1 -j " + CHAIN + "\nCOMMIT\n").toString());
        return true;
    }

    @Override
    public boolean uninstall() {
        var listing = iptables.listing(TABLE);
        if (!listing.contains("-N " + CHAIN)) {
            return false;
        }
        var input = new StringBuilder("*nat\n");
        removeJumps(listing, input);
        iptables.restore(
                input.append("-F " + CHAIN + "\n-X " + CHAIN + "\nCOMMIT\n").toString());
        return true;
    }

    private List<String> rules(InetSocketAddress target) {
        var family = iptables.family();
        return List.of(
                "-A " + CHAIN + " ! -s " + family.loopback() + "/" + family.bits() + " -d "
                        + IpText.of(metadata.getAddress()) + "/" + family.bits() + " -p tcp -m tcp --dport "
                        + metadata.getPort() + " -j DNAT --to-destination " + IpText.of(target),
                "-A " + CHAIN + " -j RETURN");
    }

    /** One jump, before anything else that looks at the packet. */
    private static boolean isInFront(List<String> jumps) {
        var rules = rulesOf("PREROUTING", jumps);
        return !rules.isEmpty()
                && rules.getFirst().equals(JUMP)
                && rules.stream().filter(JUMP::equals).count() == 1;
    }

    /** The three lines and no others. There is such a chain: a jump leads to it. */
    private boolean isRight(List<String> rules) {
        return rulesOf(CHAIN, iptables.listing(TABLE, CHAIN)).equals(rules);
    }

    private static List<String> rulesOf(String chain, List<String> listing) {
        return listing.stream()
                .filter(line -> line.startsWith("-A " + chain + " "))
                .toList();
    }

    private static void removeJumps(List<String> listing, StringBuilder input) {
        listing.stream().filter(JUMP::equals).forEach(_ -> input.append("-D PREROUTING -j " + CHAIN + "\n"));
    }
}
