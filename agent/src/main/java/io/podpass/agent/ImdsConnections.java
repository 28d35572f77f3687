package io.podpass.agent;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections of pods to IMDS itself. Where a connection leads is settled with its first packet, so one that is older than
 * the redirect goes past it until the kernel forgets it; its next packet is then diverted, and the pod sees a reset.
 */
final class ImdsConnections {
    private static final Logger LOG = LoggerFactory.getLogger(ImdsConnections.class);
    private static final Pattern COUNT = Pattern.compile("(\\d+) flow entries have been deleted");

    private ImdsConnections() {}

    /** To be called once the redirect is there. Throws {@link AgentException} if they can't be cut and must be. */
    static void cut(ConntrackCut mode, InetSocketAddress metadata, Commands commands) {
        if (mode == ConntrackCut.OFF) {
            return;
        }
        try {
            cut(metadata, commands);
        } catch (AgentException e) {
            if (mode == ConntrackCut.REQUIRED) {
                throw e;
            }
            LOG.atWarn()
                    .addKeyValue("problem", e.getMessage())
                    .log("connections to IMDS that are older than the redirect were not cut and go past the agent");
        }
    }

    private static void cut(InetSocketAddress metadata, Commands commands) {
        if (!commands.installed("conntrack")) {
            throw new AgentException("conntrack is not installed on this node: connections to IMDS that are older than"
                    + " the redirect can't be cut; install it (conntrack-tools), or start with"
                    + " --enable-conntrack-deletion=false");
        }
        var address = IpText.of(metadata.getAddress());
        // Where IMDS itself answers, nothing diverts the connection. The node's own are forgotten with the pods' and
        // go on: nothing diverts their next packet.
        var command = List.of(
                "conntrack",
                "-D",
                "-f",
                IpFamily.of(metadata.getAddress()) == IpFamily.IPV4 ? "ipv4" : "ipv6",
                "-p",
                "tcp",
                "--orig-dst",
                address,
                "--orig-port-dst",
                String.valueOf(metadata.getPort()),
                "--reply-src",
                address);
        var result = commands.run(command, "");
        var count = COUNT.matcher(result.errors());
        // Nothing to delete is an exit status of 1 as well.
        if (!count.find()) {
            throw new AgentException(String.join(" ", command) + " failed: " + result.complaint()
                    + "; the agent needs the capability NET_ADMIN in the node's network namespace");
        }
        LOG.atInfo().addKeyValue("connections", count.group(1)).log("cut connections to IMDS that were older");
    }
}
