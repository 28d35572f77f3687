package io.podpass.agent;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which of the ways to redirect a node gets, and which it may have got before. */
final class Redirects {
    private Redirects() {}

    /**
     * {@code AUTO} prefers iptables: chain and listing are what operators of the old system look for. Throws
     * {@link AgentException}.
     */
    static Redirect choose(RedirectKind kind, InetSocketAddress metadata, Commands commands) {
        return switch (kind) {
            case NONE -> new NoRedirect();
            case IPTABLES ->
                iptables(metadata, commands)
                        .orElseThrow(() -> new AgentException(program(metadata)
                                + " is not installed on this node: install it, or start with --redirect=auto"));
            case NFT -> new NftRedirect(metadata, commands);
            case AUTO ->
                iptables(metadata, commands)
                        .or(() -> nft(metadata, commands))
                        .orElseThrow(() -> new AgentException(
                                "neither " + program(metadata) + " nor nft is installed: install one, or start with"
                                        + " --redirect=none and bring the pods' requests to the agent in another way"));
        };
    }

    private static String program(InetSocketAddress metadata) {
        return IpFamily.of(metadata.getAddress()).iptables();
    }

    private static Optional<Redirect> iptables(InetSocketAddress metadata, Commands commands) {
        return Iptables.choose(IpFamily.of(metadata.getAddress()), commands)
                .map(iptables -> new IptablesRedirect(metadata, iptables));
    }

    private static Optional<Redirect> nft(InetSocketAddress metadata, Commands commands) {
        return commands.installed("nft") ? Optional.of(new NftRedirect(metadata, commands)) : Optional.empty();
    }

    /**
     * Takes away what an agent with other settings, or on a node with another back end, has left. {@code chosen} stays:
     * install it first, then no packet finds the node without rules. Throws {@link AgentException}.
     */
    static boolean removeOthers(Redirect chosen, InetSocketAddress metadata, Commands commands) {
        return remove(every(metadata, commands).stream()
                .filter(redirect -> !isSame(redirect, chosen))
                .toList());
    }

    /** Takes away every redirect of every family and back end; says whether there was one. Throws {@link AgentException}. */
    static boolean removeAll(Commands commands) {
        var all = new ArrayList<Redirect>();
        for (var family : IpFamily.values()) {
            all.addAll(every(new InetSocketAddress(family.loopback(), 0), commands));
        }
        return remove(all);
    }

    private static boolean remove(List<Redirect> redirects) {
        var removed = false;
        for (var redirect : redirects) {
            removed |= redirect.uninstall();
        }
        return removed;
    }

    private static boolean isSame(Redirect one, Redirect other) {
        return one.getClass().equals(other.getClass())
                && (!(one instanceof IptablesRedirect a && other instanceof IptablesRedirect b)
                        || a.iptables().equals(b.iptables()));
    }

    private static List<Redirect> every(InetSocketAddress metadata, Commands commands) {
        var all = new ArrayList<Redirect>();
        Iptables.all(IpFamily.of(metadata.getAddress()), commands)
                .forEach(iptables -> all.add(new IptablesRedirect(metadata, iptables)));
        nft(metadata, commands).ifPresent(all::add);
        return all;
    }
}
