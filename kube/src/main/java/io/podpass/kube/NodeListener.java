package io.podpass.kube;

import io.podpass.core.ObjectKey;
import java.util.Set;

/** Is told what look-ups show differently from now on. Called by one thread after the other; must be quick. */
public interface NodeListener {
    /** A pod came, went or changed that has or had these addresses. */
    void podChanged(Set<String> addresses);

    /** An assignment of that pod came, went or changed. */
    void assignmentChanged(ObjectKey pod);

    /** An exception of that namespace changed, or what else its pods' assignments follow from. */
    void namespaceChanged(String namespace);

    /** Everything has been read: what is not there by now does not exist. */
    void synced();
}
