package io.podpass.agent;

import io.podpass.core.ObjectKey;
import io.podpass.core.Pod;

/** A pod of this node that a program of the node names. Nothing is waited for: such programs ask again by themselves. */
record NamedPod(NodeView view, ObjectKey key) implements Caller {
    @Override
    public Pod find() {
        if (!view.synced()) {
            throw new RefusedException(Refusal.notReady());
        }
        return view.pod(key)
                .orElseThrow(() -> new RefusedException(
                        Refusal.notYet(RefusalReason.UNKNOWN_POD, "this node has no pod of that namespace and name")));
    }

    @Override
    public Pod still(Pod found) {
        return view.pod(key)
                .filter(pod -> pod.uid().equals(found.uid()))
                .orElseThrow(() -> new RefusedException(Refusal.denied(
                        RefusalReason.CALLER_CHANGED, "the pod has gone while the answer was prepared")));
    }
}
