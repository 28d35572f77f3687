package io.podpass.kube;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Builds clients. They are safe for use by many threads; whoever asked for one closes it. */
public final class KubeClients {
    private static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token");

    private KubeClients() {}

    /**
     * A client of the kubeconfig's current context, or of the cluster that this process runs in when there is none.
     * Throws {@link KubeException} when either is unusable; connects to nothing.
     */
    public static KubernetesClient build(Optional<Path> kubeconfig, String userAgent) {
        var config = kubeconfig.map(KubeClients::read).orElseGet(KubeClients::inCluster);
        config.setUserAgent(userAgent);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private static Config read(Path file) {
        try {
            Files.readAllBytes(file);
        } catch (IOException e) {
            throw new KubeException("cannot read the kubeconfig " + file + ": " + reason(e), e);
        }
        var config = parse(file);
        if (config.getCurrentContext() == null || config.getCurrentContext().getContext() == null) {
            throw new KubeException("the kubeconfig " + file
                    + " has no current context: choose one with kubectl config use-context NAME --kubeconfig " + file);
        }
        return config;
    }

    private static Config parse(Path file) {
        try {
            // By file and not by text: certificate paths in it are relative to it.
            return Config.fromKubeconfig(file.toFile());
        } catch (RuntimeException _) {
            // The YAML parser has exceptions of its own, and their messages quote the file, which holds credentials.
            throw new KubeException("the kubeconfig " + file
                    + " is not a valid kubeconfig: check it with kubectl config" + " view --kubeconfig " + file);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "permission denied";
            default -> e.getClass().getSimpleName() + " " + e.getMessage();
        };
    }

    private static Config inCluster() {
        if (!Files.isReadable(SERVICE_ACCOUNT)) {
            throw new KubeException("not inside a cluster (no " + SERVICE_ACCOUNT
                    + "): name a kubeconfig, with --kubeconfig or KUBECONFIG");
        }
        return Config.autoConfigure(null);
    }
}
