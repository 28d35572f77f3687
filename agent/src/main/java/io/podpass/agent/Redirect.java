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
    boolean install(InetSocketAddress target);

    /** Takes the rules away and says whether there were any. Throws {@link AgentException}. */
    boolean uninstall();
}
