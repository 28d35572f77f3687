package io.podpass.kube;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Utils;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Builds clients. They are safe for use by many threads; whoever asked for one closes it. */
public final class KubeClients {
    private KubeClients() {}

    /**
     * A client of the kubeconfig's current context, or of the cluster that this process runs in when there is none.
     * Throws {@link KubeException} when either is unusable; connects to nothing.
     */
    public static KubernetesClient build(Optional<Path> kubeconfig, String userAgent) {
        var config = kubeconfig.map(KubeClients::read).orElseGet(KubeClients::inCluster);
        config.setUserAgent(userAgent);
        return of(config, Timer.real());
    }

    /** The timer becomes the client's to close. */
    static KubernetesClient of(Config config, Timer timer) {
        // Over HTTP/2 all requests would share one connection, and none of them would give it up when the server has
        // vanished: a request that gets no answer takes its connection with it.
        config.setHttp2Disable(true);
        if (byCertificateAlone(config)) {
            // From its second minute on the client would read the kubeconfig anew for each request, looking for a
            // token.
            config.setOauthTokenProvider(() -> "");
        }
        try {
            return new KubernetesClientBuilder()
                    .withConfig(config)
                    .withKubernetesSerialization(serialization())
                    .withHttpClientFactory(new WatchfulHttpClients(timer))
                    .build();
        } catch (KubernetesClientException e) {
            // Certificates and trust stores are read here; the exception's own message says that an error has occurred.
            var reason = e.getCause() == null ? e : e.getCause();
            throw new KubeException(
                    "no connection to the cluster can be made: " + reason.getMessage()
                            + "; check the certificates of the kubeconfig and the trust store",
                    e);
        }
    }

    static boolean byCertificateAlone(Config config) {
        var certificate = Utils.isNotNullOrEmpty(config.getClientCertData())
                || Utils.isNotNullOrEmpty(config.getClientCertFile());
        return certificate
                && config.getOauthTokenProvider() == null
                && Utils.isNullOrEmpty(config.getOauthToken())
                && Utils.isNullOrEmpty(config.getAutoOAuthToken())
                && config.getAuthProvider() == null;
    }

    /**
     * Knows the kinds that we watch and no others: looking for every kind that the class path has takes a seventh of a
     * second and ten megabytes. Objects of other kinds can be read all the same, as what the caller says they are.
     */
    private static KubernetesSerialization serialization() {
        var serialization = new KubernetesSerialization(new ObjectMapper(), false);
        Stream.of(
                        WatchedPod.class,
                        Node.class,
                        Status.class,
                        AzureIdentity.class,
                        AzureIdentityBinding.class,
                        AzureAssignedIdentity.class,
                        AzurePodIdentityException.class)
                .forEach(serialization::registerKubernetesResource);
        return serialization;
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
        // Where the client will look for it.
        var token = Utils.getSystemPropertyOrEnvVar(
                Config.KUBERNETES_AUTH_SERVICEACCOUNT_TOKEN_FILE_SYSTEM_PROPERTY,
                Config.KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH);
        if (!Files.isReadable(Path.of(token))) {
            throw new KubeException(
                    "not inside a cluster (no " + token + "): name a kubeconfig, with --kubeconfig or KUBECONFIG");
        }
        return Config.autoConfigure(null);
    }
}
