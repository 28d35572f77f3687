package io.podpass.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One of the node's iptables: a family and a back end. Both back ends work side by side in the kernel, each with rules
 * that the other does not list.
 *
 * @param backEnd {@code -nft}, {@code -legacy}, or nothing where the node has no more than one
 */
record Iptables(IpFamily family, String backEnd, Commands commands) {
    private static final String NFT = "-nft";
    private static final String LEGACY = "-legacy";
    private static final String LOCK_SECONDS = "5";

    /** Everyone who sets up a node for Kubernetes has chains of this name: kubelet, kube-proxy. */
    private static final String HINT = "-N KUBE-";

    /** Those that the node has. */
    static List<Iptables> all(IpFamily family, Commands commands) {
        var found = new ArrayList<Iptables>();
        for (var backEnd : List.of(NFT, LEGACY)) {
            if (commands.installed(family.iptables() + backEnd + "-restore")) {
                found.add(new Iptables(family, backEnd, commands));
            }
        }
        if (found.isEmpty() && commands.installed(family.iptables() + "-restore")) {
            found.add(new Iptables(family, "", commands));
        }
        return found;
    }

    /**
     * The one whose rules operators look at: that in which kubelet's chains are, else the one with more rules, else nft;
     * the same signs that the iptables-wrappers of Kubernetes go by. Throws {@link AgentException}.
     */
    static Optional<Iptables> choose(IpFamily family, Commands commands) {
        var all = all(family, commands);
        if (all.size() < 2) {
            return all.stream().findFirst();
        }
        var nft = all.getFirst().everything();
        if (hinted(nft)) {
            return Optional.of(all.getFirst());
        }
        var legacy = all.getLast().everything();
        return Optional.of(hinted(legacy) || rules(legacy) > rules(nft) ? all.getLast() : all.getFirst());
    }

    private static boolean hinted(List<String> listing) {
        return listing.stream().anyMatch(line -> line.startsWith(HINT));
    }

    private static long rules(List<String> listing) {
        return listing.stream().filter(line -> line.startsWith("-A ")).count();
    }

    private List<String> everything() {
        var lines = new ArrayList<>(listing("mangle"));
        lines.addAll(listing("nat"));
        return lines;
    }

    boolean isLegacy() {
        return backEnd.equals(LEGACY);
    }

    /** Every chain and rule of the table; nothing when the kernel has never had it. Throws {@link AgentException}. */
    List<String> listing(String table) {
        return exists(table) ? list("-t", table, "-S") : List.of();
    }

    /**
     * The rules of a chain that exists; nothing when the kernel has never had the table. With thousands of rules in other
     * chains it costs next to nothing where {@link #listing(String)} costs a tenth of a second. Throws
     * {@link AgentException}.
     */
    List<String> listing(String table, String chain) {
        return exists(table) ? list("-t", table, "-S", chain) : List.of();
    }

    private List<String> list(String... what) {
        var command = new ArrayList<>(List.of(family.iptables() + backEnd, "-w", LOCK_SECONDS));
        command.addAll(List.of(what));
        return run(command, "").lines().map(String::strip).toList();
    }

    /** Merely asking the legacy back end for a table brings it into being, with its cost for each packet. */
    private boolean exists(String table) {
        return !isLegacy()
                || commands.file("/proc/net/" + family.nft() + "_tables_names")
                        .map(names -> names.lines().anyMatch(table::equals))
                        .orElse(true);
    }

    /** Does all of it at once or nothing. Throws {@link AgentException}. */
    void restore(String input) {
        run(List.of(family.iptables() + backEnd + "-restore", "-w", LOCK_SECONDS, "--noflush"), input);
    }

    private String run(List<String> command, String input) {
        var result = commands.run(command, input);
        if (!result.ok()) {
            throw new AgentException(String.join(" ", command) + " failed: " + result.complaint()
                    + "; the agent needs the capabilities NET_ADMIN and NET_RAW in the node's network namespace");
        }
        return result.output();
    }
}
