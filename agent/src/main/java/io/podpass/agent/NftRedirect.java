package io.podpass.agent;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** A table of our own for nodes without iptables, replaced as one transaction. */
final class NftRedirect implements Redirect {
    private static final String TABLE = "podpass";

    private final InetSocketAddress metadata;
    private final String table;
    private final Commands commands;

    /** As nft printed the rules after they were written: versions of nft print the same rule differently. */
    private Optional<Written> written = Optional.empty();

    private record Written(InetSocketAddress target, String listing) {}

    NftRedirect(InetSocketAddress metadata, Commands commands) {
        this.metadata = metadata;
        this.table = family().nft() + " " + TABLE;
        this.commands = commands;
    }

    private IpFamily family() {
        return IpFamily.of(metadata.getAddress());
    }

    @Override
    public boolean install(InetSocketAddress target) {
        var listing = listing();
        if (listing.isPresent() && written.equals(listing.map(text -> new Written(target, text)))) {
            return false;
        }
        var wanted = definition(target);
        var change = !listing.map(NftRedirect::lines).equals(Optional.of(lines(wanted)));
        if (change) {
            // Adding first makes the deletion succeed when there is nothing to delete.
            apply("add table %1$s\ndelete table %1$s\n%2$s".formatted(table, wanted));
        }
        written = listing().map(text -> new Written(target, text));
        return change;
    }

    private String definition(InetSocketAddress target) {
        // Before kube-proxy's and the CNI's chains, which hook in at dstnat.
        return """
                table %1$s {
                  chain aad-metadata {
                    type nat hook prerouting priority dstnat - 5; policy accept;
                    %2$s saddr != %3$s %2$s daddr %4$s tcp dport %5$d dnat to %6$s
                  }
                }
                """.formatted(
                        table,
                        family().nft(),
                        family().loopback(),
                        IpText.of(metadata.getAddress()),
                        metadata.getPort(),
                        IpText.of(target));
    }

    @Override
    public boolean uninstall() {
        if (listing().isEmpty()) {
            return false;
        }
        apply("delete table " + table + "\n");
        return true;
    }

    private Optional<String> listing() {
        var tables = run(List.of("nft", "list", "tables"), "");
        return tables.lines().anyMatch(("table " + table)::equals)
                ? Optional.of(run(List.of("nft", "list", "table", family().nft(), TABLE), ""))
                : Optional.empty();
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).toList();
    }

    private void apply(String script) {
        run(List.of("nft", "-f", "-"), script);
    }

    private String run(List<String> command, String input) {
        var result = commands.run(command, input);
        if (!result.ok()) {
            throw new AgentException(String.join(" ", command) + " failed: " + result.complaint()
                    + "; the agent needs the capability NET_ADMIN in the node's network namespace");
        }
        return result.output();
    }
}
