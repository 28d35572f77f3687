package io.podpass.agent;

import java.net.InetSocketAddress;

/**
 * Brings the pods' requests for the metadata address to the agent. The rules outlive the process: while the agent is
 * away, pods get "connection refused" and never the node's own IMDS. They go by {@link #uninstall()} alone.
 */
interface Redirect {
    /**
     * Makes the rules what they must be, in one step, and says whether they were not. Throws {@link AgentException}.
     */
    boolean install();

    /** Takes the rules away; fine when there are none. Throws {@link AgentException}. */
    void uninstall();

    /** {@code AUTO} prefers iptables: chain and listing are what operators of the old system look for. */
    static Redirect of(RedirectKind kind, InetSocketAddress metadata, InetSocketAddress target, Commands commands) {
        return switch (kind) {
            case NONE -> new NoRedirect();
            case IPTABLES -> new IptablesRedirect(metadata, target, commands);
            case NFT -> new NftRedirect(metadata, target, commands);
            case AUTO -> {
                if (commands.installed("iptables-restore")) {
                    yield new IptablesRedirect(metadata, target, commands);
                }
                if (commands.installed("nft")) {
                    yield new NftRedirect(metadata, target, commands);
                }
                throw new AgentException("neither iptables nor nft is installed: install one, or start with"
                        + " --redirect=none and bring the pods' requests to the agent in another way");
            }
        };
    }
}
