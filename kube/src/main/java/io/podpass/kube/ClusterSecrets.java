package io.podpass.kube;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.podpass.core.ObjectKey;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** One GET a Secret: the agent's role need not let it list or watch them. */
final class ClusterSecrets implements Secrets {
    /** A token request waits for the answer, and whoever makes that comes again. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final KubernetesClient client;

    ClusterSecrets(KubernetesClient client) {
        var once = new RequestConfigBuilder()
                .withRequestTimeout((int) TIMEOUT.toMillis())
                .withRequestRetryBackoffLimit(0)
                .build();
        // On the connections of the client that was given; there is nothing more to close.
        this.client = client.newClient(once).adapt(KubernetesClient.class);
    }

    @Override
    public Map<String, byte[]> read(ObjectKey key) {
        Secret secret;
        try {
            secret = client.secrets()
                    .inNamespace(key.namespace())
                    .withName(key.name())
                    .get();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                throw KubeException.denied(
                        "may not read Secret " + key + ": let the agent's service account get it", e);
            }
            throw new KubeException(
                    "cannot read Secret " + key + ": the API server "
                            + (e.getCode() == 0 ? "is not reached" : "answered " + e.getCode()),
                    e);
        }
        if (secret == null) {
            throw KubeException.denied("there is no Secret " + key + ": create it", null);
        }
        var values = new LinkedHashMap<String, byte[]>();
        if (secret.getData() != null) {
            secret.getData().forEach((name, value) -> values.put(name, decoded(key, name, value)));
        }
        return values;
    }

    private static byte[] decoded(ObjectKey key, String name, String value) {
        try {
            return Base64.getDecoder().decode(value);
        } catch (IllegalArgumentException _) {
            // The decoder's message quotes a character of the value.
            throw KubeException.denied("Secret " + key + " has a value at " + name + " that is no base64", null);
        }
    }
}
