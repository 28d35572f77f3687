package io.podpass.agent;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;

/**
 * Settings of one agent. Flags that the old agent had keep its names and defaults (spec aad-pod-identity §2.1).
 *
 * @param node name of the node whose pods are served ({@code --node})
 * @param listen where to listen ({@code --nmi-listen-address}, {@code --nmi-port}); port 0 takes any
 * @param metadata the address whose traffic is diverted to the agent ({@code --metadata-ip}, {@code --metadata-port})
 * @param imds scheme, host and port where the agent itself reaches IMDS
 * @param forceNamespaced whether every identity serves its own namespace only ({@code --forceNamespaced})
 * @param redirect {@code --redirect}
 * @param redirectInterval how often the redirect is checked ({@code --ipt-update-interval-sec})
 */
public record AgentSettings(
        String node,
        InetSocketAddress listen,
        InetSocketAddress metadata,
        URI imds,
        boolean forceNamespaced,
        Waits waits,
        Answers answers,
        RedirectKind redirect,
        Duration redirectInterval) {
    public static final InetSocketAddress DEFAULT_LISTEN =
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 2579);
    public static final InetSocketAddress DEFAULT_METADATA =
            new InetSocketAddress(InetAddress.ofLiteral("169.254.169.254"), 80);
    public static final URI DEFAULT_IMDS = URI.create("http://169.254.169.254:80");
    public static final Duration DEFAULT_REDIRECT_INTERVAL = Duration.ofMinutes(1);

    public AgentSettings {
        if (node.isEmpty()) {
            throw new IllegalArgumentException("the node's name is empty: the agent would serve no pod");
        }
        if (listen.isUnresolved() || metadata.isUnresolved()) {
            throw new IllegalArgumentException("listen and metadata must be addresses, not host names");
        }
        if (!redirectInterval.isPositive()) {
            throw new IllegalArgumentException("redirectInterval must be longer than nothing");
        }
    }

    public static AgentSettings defaults(String node) {
        return new AgentSettings(
                node,
                DEFAULT_LISTEN,
                DEFAULT_METADATA,
                DEFAULT_IMDS,
                false,
                Waits.DEFAULTS,
                Answers.DEFAULTS,
                RedirectKind.AUTO,
                DEFAULT_REDIRECT_INTERVAL);
    }

    public AgentSettings withListen(InetSocketAddress address) {
        return new AgentSettings(
                node, address, metadata, imds, forceNamespaced, waits, answers, redirect, redirectInterval);
    }

    public AgentSettings withMetadata(InetSocketAddress diverted, URI reached) {
        return new AgentSettings(
                node, listen, diverted, reached, forceNamespaced, waits, answers, redirect, redirectInterval);
    }

    public AgentSettings withForceNamespaced(boolean forced) {
        return new AgentSettings(node, listen, metadata, imds, forced, waits, answers, redirect, redirectInterval);
    }

    public AgentSettings withWaits(Waits changed) {
        return new AgentSettings(
                node, listen, metadata, imds, forceNamespaced, changed, answers, redirect, redirectInterval);
    }

    public AgentSettings withAnswers(Answers changed) {
        return new AgentSettings(
                node, listen, metadata, imds, forceNamespaced, waits, changed, redirect, redirectInterval);
    }

    public AgentSettings withRedirect(RedirectKind kind, Duration interval) {
        return new AgentSettings(node, listen, metadata, imds, forceNamespaced, waits, answers, kind, interval);
    }
}
