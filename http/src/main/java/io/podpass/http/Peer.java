package io.podpass.http;

/** The other end of the connection that a request came by. Used by the thread that answers the request. */
public interface Peer {
    /** In the form of {@link io.podpass.kube.IpAddresses}. */
    String address();

    /**
     * To be called before anything that may take long: from here to the answer the calling thread is interrupted when
     * the caller hangs up. Costs nothing when it was called before.
     */
    void watch();

    /** Whether it has hung up, as far as anybody has noticed: only who is watched is noticed. */
    boolean gone();
}
