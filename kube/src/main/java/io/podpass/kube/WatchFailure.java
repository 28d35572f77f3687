package io.podpass.kube;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;

/** Why a resource could not be read, and what to do about it. */
final class WatchFailure {
    private WatchFailure() {}

    static String explain(String resource, Optional<Throwable> failure) {
        var head = "cannot read " + resource + ": ";
        if (failure.isEmpty()) {
            return head + "the API server does not answer";
        }
        var cause = root(failure.get());
        return head
                + switch (status(failure.get())) {
                    case HttpURLConnection.HTTP_NOT_FOUND ->
                        "the cluster does not know that kind: install the custom resource definitions (kubectl apply"
                                + " -f crds/)";
                    case HttpURLConnection.HTTP_FORBIDDEN ->
                        "forbidden: let the service account list and watch it (kubectl auth can-i list " + resource
                                + ")";
                    case HttpURLConnection.HTTP_UNAUTHORIZED ->
                        "the API server does not accept the credentials: renew the kubeconfig or the service account"
                                + " token";
                    default -> cause.getClass().getSimpleName() + " " + firstLine(cause);
                };
    }

    private static int status(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof KubernetesClientException e && e.getCode() != 0) {
                return e.getCode();
            }
        }
        return 0;
    }

    private static Throwable root(Throwable failure) {
        var at = failure;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
