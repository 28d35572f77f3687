package io.podpass.cli;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.podpass.kube.CustomResourceDefinitions;
import io.podpass.localkube.LocalKube;
import io.podpass.localkube.LocalKubeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs commands that look at a cluster, which is an empty one of the test's own. */
abstract class ClusterCommandTest extends CommandTest {
    final LocalKube kube = LocalKube.start(LocalKubeSettings.loopback());
    final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(kube.kubeconfig(kube.uri())))
            .build();
    String kubeconfig = "";

    @BeforeEach
    void writeKubeconfig(@TempDir Path folder) throws IOException {
        kubeconfig = Files.writeString(folder.resolve("kubeconfig"), kube.kubeconfig(kube.uri()))
                .toString();
    }

    @AfterEach
    void stop() {
        client.close();
        kube.close();
    }

    /** Podpass's definitions and the namespace {@code shop}. */
    void define() {
        CustomResourceDefinitions.all()
                .forEach(definition -> client.resource(definition).create());
        create("apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}");
    }

    void create(String yaml) {
        client.resource(yaml).create();
    }
}
