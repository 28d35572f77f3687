package io.podpass.agent;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * Chain {@code aad-metadata} in table {@code nat}, exactly as the old agent listed it (spec aad-pod-identity §2.3), and a
 * jump to it at the head of {@code PREROUTING}. {@code iptables-restore} swaps all of it at once: at no moment is a
 * packet undiverted.
 */
final class IptablesRedirect implements Redirect {
    static final String CHAIN = "aad-metadata";

    private static final String JUMP = "-A PREROUTING -j " + CHAIN;
    private static final String LOCK_SECONDS = "5";

    private final List<String> rules;
    private final Commands commands;

    IptablesRedirect(InetSocketAddress metadata, InetSocketAddress target, Commands commands) {
        this.rules = List.of(
                "-A " + CHAIN + " ! -s 127.0.0.1/32 -d " + metadata.getAddress().getHostAddress()
                        + "/32 -p tcp -m tcp --dport " + metadata.getPort() + " -j DNAT --to-destination "
                        + target.getAddress().getHostAddress() + ":" + target.getPort(),
                "-A " + CHAIN + " -j RETURN");
        this.commands = commands;
    }

    @Override
    public boolean install() {
        var listing = listing();
        if (isInstalled(listing)) {
            return false;
        }
        var input = new StringBuilder("*nat\n:" + CHAIN + " - [0:0]\n");
        rules.forEach(rule -> input.append(rule).append('\n'));
        removeJumps(listing, input);
        restore(input.append("-I PREROUTING 1 -j " + CHAIN + "\nCOMMIT\n").toString());
        return true;
    }

    @Override
    public void uninstall() {
        var listing = listing();
        if (!listing.contains("-N " + CHAIN)) {
            return;
        }
        var input = new StringBuilder("*nat\n");
        removeJumps(listing, input);
        restore(input.append("-F " + CHAIN + "\n-X " + CHAIN + "\nCOMMIT\n").toString());
    }

    /** The three lines and no others, with one jump, before anything else that looks at the packet. */
    private boolean isInstalled(List<String> listing) {
        var ofChain = listing.stream()
                .filter(line -> line.startsWith("-A " + CHAIN + " "))
                .toList();
        var prerouting = listing.stream()
                .filter(line -> line.startsWith("-A PREROUTING "))
                .toList();
        return listing.contains("-N " + CHAIN)
                && ofChain.equals(rules)
                && !prerouting.isEmpty()
                && prerouting.getFirst().equals(JUMP)
                && prerouting.stream().filter(JUMP::equals).count() == 1;
    }

    private static void removeJumps(List<String> listing, StringBuilder input) {
        listing.stream().filter(JUMP::equals).forEach(_ -> input.append("-D PREROUTING -j " + CHAIN + "\n"));
    }

    private List<String> listing() {
        return run(List.of("iptables", "-w", LOCK_SECONDS, "-t", "nat", "-S"), "")
                .lines()
                .map(String::strip)
                .toList();
    }

    private void restore(String input) {
        run(List.of("iptables-restore", "-w", LOCK_SECONDS, "--noflush"), input);
    }

    private String run(List<String> command, String input) {
        var result = commands.run(command, input);
        if (!result.ok()) {
            throw new AgentException(String.join(" ", command) + " failed: "
                    + result.errors().strip().replaceAll("\\s*\\R\\s*", "; ")
                    + "; the agent needs the capabilities NET_ADMIN and NET_RAW in the node's network namespace");
        }
        return result.output();
    }
}
