package io.podpass.agent;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * How the pods' requests are brought to the agent.
 *
 * @param kind {@code --redirect}
 * @param interval how often the redirect is checked ({@code --ipt-update-interval-sec})
 * @param conntrack {@code --enable-conntrack-deletion}
 * @param nodeAddress where pods reach the agent when loopback can't be reached from them ({@code --node-ip}); empty
 *     stands for the address that the node itself calls IMDS from
 */
public record RedirectSettings(
        RedirectKind kind, Duration interval, ConntrackCut conntrack, Optional<InetAddress> nodeAddress) {
    public static final RedirectSettings DEFAULTS =
            new RedirectSettings(RedirectKind.AUTO, Duration.ofMinutes(1), ConntrackCut.BEST_EFFORT, Optional.empty());

    /** Nothing is changed on the node. */
    public static final RedirectSettings NONE = DEFAULTS.withKind(RedirectKind.NONE);

    public RedirectSettings {
        if (!interval.isPositive()) {
            throw new IllegalArgumentException("the redirect's interval must be longer than nothing");
        }
    }

    public RedirectSettings withKind(RedirectKind value) {
        return new RedirectSettings(value, interval, conntrack, nodeAddress);
    }
}
