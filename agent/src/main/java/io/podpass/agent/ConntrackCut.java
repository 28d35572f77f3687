package io.podpass.agent;

/** What becomes of connections to IMDS that are older than the redirect: {@code --enable-conntrack-deletion}. */
public enum ConntrackCut {
    /** They are left alone and go on past the agent. */
    OFF,
    /** They are cut if this node can do it; if not, the log says what is missing. */
    BEST_EFFORT,
    /** The agent does not start unless they are cut, as the old one with the flag. */
    REQUIRED
}
