package io.podpass.agent;

import java.net.InetSocketAddress;
import java.util.List;

/** A table of our own for nodes without iptables, replaced as one transaction. */
final class NftRedirect implements Redirect {
    private static final String TABLE = "ip podpass";

    private final String rule;
    private final Commands commands;

    NftRedirect(InetSocketAddress metadata, InetSocketAddress target, Commands commands) {
        this.rule = "ip saddr != 127.0.0.1 ip daddr " + metadata.getAddress().getHostAddress() + " tcp dport "
                + metadata.getPort() + " dnat to " + target.getAddress().getHostAddress() + ":" + target.getPort();
        this.commands = commands;
    }

    @Override
    public boolean install() {
        // Before kube-proxy's and the CNI's chains, which hook in at dstnat.
        apply("""
                add table %1$s
                delete table %1$s
                table %1$s {
                  chain aad-metadata {
                    type nat hook prerouting priority dstnat - 5; policy accept;
                    %2$s
                  }
                }
                """.formatted(TABLE, rule));
        return true;
    }

    @Override
    public void uninstall() {
        // Adding first makes the deletion succeed when there is nothing to delete.
        apply("add table %1$s\ndelete table %1$s\n".formatted(TABLE));
    }

    private void apply(String script) {
        var result = commands.run(List.of("nft", "-f", "-"), script);
        if (!result.ok()) {
            throw new AgentException("nft failed: "
                    + result.errors().strip().replaceAll("\\s*\\R\\s*", "; ")
                    + "; the agent needs the capability NET_ADMIN in the node's network namespace");
        }
    }
}
