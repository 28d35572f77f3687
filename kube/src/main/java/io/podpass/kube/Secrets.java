package io.podpass.kube;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.core.ObjectKey;
import java.util.Map;

/** Reads Secrets. */
@FunctionalInterface
public interface Secrets {
    /**
     * The values of a Secret as it is now: nothing is kept, so that one that was replaced is used at once. Throws {@link
     * KubeException} when it is not there or may not be read ({@link KubeException#denied}), or the API server is away. Safe for use by many threads.
     */
    Map<String, byte[]> read(ObjectKey key);

    /** Those of a cluster. */
    static Secrets of(KubernetesClient client) {
        return new ClusterSecrets(client);
    }
}
