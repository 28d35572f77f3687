package io.podpass.agent;

/** Something else brings the requests here. */
final class NoRedirect implements Redirect {
    @Override
    public boolean install() {
        // Nothing of the node's is ours to change.
        return false;
    }

    @Override
    public void uninstall() {
        // Nothing was installed.
    }
}
