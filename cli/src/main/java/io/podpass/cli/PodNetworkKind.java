package io.podpass.cli;

/** How pods come by addresses of their own. */
public enum PodNetworkKind {
    /** Each node and pod is a network namespace of Linux, and 169.254.169.254 is redirected as on a real node. */
    NAMESPACES("namespaces"),
    /** Each pod is an address of 127.0.0.0/8, and finds its agent by an environment variable. */
    LOOPBACK("loopback");

    private final String word;

    PodNetworkKind(String word) {
        this.word = word;
    }

    /** What a user calls it. */
    public String word() {
        return word;
    }
}
