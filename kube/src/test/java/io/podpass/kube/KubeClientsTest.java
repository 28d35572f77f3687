package io.podpass.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeClientsTest {
    private static final String VALID = """
            apiVersion: v1
            kind: Config
            current-context: here
            contexts: [{name: here, context: {cluster: c, user: u}}]
            clusters: [{name: c, cluster: {server: "http://127.0.0.1:1"}}]
            users: [{name: u, user: {token: tell-nobody}}]
            """;

    @TempDir
    Path folder;

    @Test
    void readsAKubeconfig() throws IOException {
        try (var client = KubeClients.build(Optional.of(file(VALID)), "podpass/test")) {
            assertThat(client.getConfiguration().getMasterUrl()).isEqualTo("http://127.0.0.1:1/");
            assertThat(client.getConfiguration().getUserAgent()).isEqualTo("podpass/test");
        }
    }

    @Test
    void looksForNoTokenWhereACertificateDoes() {
        var certificate = VALID.replace("token: tell-nobody", "client-certificate: c.pem, client-key: k.pem");

        assertThat(KubeClients.byCertificateAlone(Config.fromKubeconfig(certificate)))
                .isTrue();
        assertThat(KubeClients.byCertificateAlone(Config.fromKubeconfig(VALID))).isFalse();
    }

    @Test
    void namesTheMissingFile() {
        var file = folder.resolve("none");

        assertThatThrownBy(() -> KubeClients.build(Optional.of(file), "podpass/test"))
                .isInstanceOf(KubeException.class)
                .hasMessage("cannot read the kubeconfig " + file + ": there is no such file");
    }

    @Test
    void namesTheFileThatIsNoKubeconfigAndQuotesNothingOfIt() throws IOException {
        var file = file("token: [tell-nobody\n\t}");

        assertThatThrownBy(() -> KubeClients.build(Optional.of(file), "podpass/test"))
                .isInstanceOf(KubeException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("not a valid kubeconfig")
                .hasMessageNotContaining("tell-nobody")
                .hasNoCause();
    }

    @Test
    void saysThatNoContextIsChosen() throws IOException {
        var file = file(VALID.replace("current-context: here", "current-context: elsewhere"));

        assertThatThrownBy(() -> KubeClients.build(Optional.of(file), "podpass/test"))
                .isInstanceOf(KubeException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("no current context");
    }

    @Test
    void saysWhatIsWrongWithACertificate() throws IOException {
        var file =
                file(VALID.replace("http://127.0.0.1:1\"", "https://127.0.0.1:1\", certificate-authority: none.crt"));

        assertThatThrownBy(() -> KubeClients.build(Optional.of(file), "podpass/test"))
                .isInstanceOf(KubeException.class)
                .hasMessageStartingWith("no connection to the cluster can be made: ")
                .hasMessageContaining("none.crt");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("config"), text);
    }
}
