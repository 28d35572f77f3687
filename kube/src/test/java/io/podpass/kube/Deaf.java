package io.podpass.kube;

import io.podpass.core.ObjectKey;
import java.util.Set;

/** Listens to nothing. */
final class Deaf implements NodeListener {
    @Override
    public void podChanged(Set<String> addresses) {}

    @Override
    public void assignmentChanged(ObjectKey pod) {}

    @Override
    public void namespaceChanged(String namespace) {}

    @Override
    public void synced() {}
}
