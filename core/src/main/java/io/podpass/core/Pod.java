package io.podpass.core;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * What the rules need to know of a pod.
 *
 * @param node empty until the pod is scheduled
 * @param selector value of the label {@code aadpodidbinding}, empty when there is none
 * @param ips every address in {@code status.podIPs}
 * @param finished whether the phase is Succeeded or Failed
 */
public record Pod(
        ObjectKey key,
        String uid,
        String node,
        String selector,
        Set<String> ips,
        boolean hostNetwork,
        boolean finished) {
    /** The one label that grants go by (spec aad-pod-identity §1.2). */
    public static final String LABEL = "aadpodidbinding";

    public Pod {
        requireNonNull(key, "key is null");
        requireNonNull(uid, "uid is null");
        requireNonNull(node, "node is null");
        requireNonNull(selector, "selector is null");
        ips = Set.copyOf(ips);
    }
}
