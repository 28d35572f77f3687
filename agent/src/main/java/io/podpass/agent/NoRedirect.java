package io.podpass.agent;

import java.net.InetSocketAddress;

/** Something else brings the requests here. */
final class NoRedirect implements Redirect {
    @Override
    public boolean install(InetSocketAddress target) {
        // Nothing of the node's is ours to change.
        return false;
    }

    @Override
    public boolean uninstall() {
        // Nothing was installed.
        return false;
    }
}
