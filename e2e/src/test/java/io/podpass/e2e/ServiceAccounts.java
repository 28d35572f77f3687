package io.podpass.e2e;

import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Kubeconfigs of service accounts of a real API server, with tokens as their pods have. */
record ServiceAccounts(KubernetesClient administrator, Path folder) {
    Path kubeconfig(String namespace, String name) throws IOException {
        var token = administrator
                .serviceAccounts()
                .inNamespace(namespace)
                .withName(name)
                .tokenRequest(new TokenRequest())
                .getStatus()
                .getToken();
        var server = administrator.getConfiguration();
        return Files.writeString(folder.resolve(namespace + "-" + name + ".kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: it
                contexts: [{name: it, context: {cluster: it, user: it}}]
                clusters: [{name: it, cluster: {server: "%s", certificate-authority-data: %s}}]
                users: [{name: it, user: {token: %s}}]
                """.formatted(
                        server.getMasterUrl(), certificate(server), token));
    }

    private static String certificate(Config server) throws IOException {
        return server.getCaCertData() != null
                ? server.getCaCertData()
                : Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(server.getCaCertFile())));
    }
}
