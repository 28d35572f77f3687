package io.podpass.core;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Set;

/**
 * What the rules need to know of a pod.
 *
 * @param node empty until the pod is scheduled
 * @param labels all of them where exceptions are decided, else at least {@code aadpodidbinding}
 * @param serviceAccount name of the service account it runs as, for the audit; empty where that is not kept
 * @param ips every address in {@code status.podIPs}
 * @param finished whether the phase is Succeeded or Failed
 */
public record Pod(
        ObjectKey key,
        String uid,
        String node,
        Map<String, String> labels,
        String serviceAccount,
        Set<String> ips,
        boolean hostNetwork,
        boolean finished) {
    /** The one label that grants go by (spec aad-pod-identity §1.2). */
    public static final String LABEL = "aadpodidbinding";

    public Pod {
        requireNonNull(key, "key is null");
        requireNonNull(uid, "uid is null");
        requireNonNull(node, "node is null");
        requireNonNull(serviceAccount, "serviceAccount is null");
        labels = Map.copyOf(labels);
        ips = Set.copyOf(ips);
    }

    /** Value of the label {@code aadpodidbinding}, empty when there is none. */
    public String selector() {
        return labels.getOrDefault(LABEL, "");
    }
}
