package io.podpass.agent;

import io.podpass.http.Peer;

/** A caller that never hangs up, and remembers whether it was watched. */
final class StillPeer implements Peer {
    private final String address;
    private boolean watched;

    StillPeer(String address) {
        this.address = address;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public synchronized void watch() {
        watched = true;
    }

    @Override
    public boolean gone() {
        return false;
    }

    synchronized boolean watched() {
        return watched;
    }
}
