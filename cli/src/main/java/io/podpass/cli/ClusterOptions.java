package io.podpass.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.azure.NamedHttpClient;
import io.podpass.kube.KubeClients;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every role in a cluster needs to know of the cluster. */
final class ClusterOptions {
    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "Default: KUBECONFIG of the environment, else the pod's own service account.")
    private Optional<Path> kubeconfig = Optional.empty();

    @Option(
            names = "--forceNamespaced",
            arity = Switch.ARITY,
            defaultValue = "false",
            fallbackValue = "true",
            converter = Switch.class,
            description = "Identities serve pods of their own namespace only. Also on with FORCENAMESPACED=true.")
    private boolean forceNamespaced;

    @Option(
            names = "--custom-user-agent",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Put at the end of the user agent by which the API server, ARM and Entra know this process.")
    private String customUserAgent = "";

    /** {@code role} is the role's old name, by which API server logs and policies know it. */
    KubernetesClient client(String role) {
        return KubeClients.build(kubeconfig(kubeconfig, System.getenv("KUBECONFIG")), userAgent(role, customUserAgent));
    }

    /** The client, closed with the answer, as one by which Azure knows this process. */
    HttpClient named(HttpClient http, String role) {
        try {
            return new NamedHttpClient(http, userAgent(role, customUserAgent));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--custom-user-agent must be one line of printable text", e);
        }
    }

    boolean forceNamespaced() {
        return namespaced(forceNamespaced, System.getenv("FORCENAMESPACED"));
    }

    /** An empty variable is none. */
    static Optional<Path> kubeconfig(Optional<Path> flag, @Nullable String environment) {
        return flag.or(() -> Optional.ofNullable(environment)
                .filter(value -> !value.isEmpty())
                .map(Path::of));
    }

    /** No other value of the variable switches it on (spec aad-pod-identity §2.1). */
    static boolean namespaced(boolean flag, @Nullable String environment) {
        return flag || "true".equals(environment);
    }

    static String userAgent(String role, String custom) {
        var own = "aad-pod-identity/" + role + "/" + Version.current() + "/" + Version.commit() + "/" + Version.date();
        return custom.isEmpty() ? own : own + " " + custom;
    }
}
