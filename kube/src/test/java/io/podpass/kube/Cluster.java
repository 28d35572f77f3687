package io.podpass.kube;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.localkube.LocalKube;
import io.podpass.localkube.LocalKubeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A local API server and a client of it. */
record Cluster(LocalKube kube, KubernetesClient client) implements AutoCloseable {
    static Cluster start(Path folder) throws IOException {
        var kube = LocalKube.start(LocalKubeSettings.loopback());
        var file = Files.writeString(folder.resolve("kubeconfig"), kube.kubeconfig(kube.uri()));
        return new Cluster(kube, KubeClients.build(Optional.of(file), "podpass/test"));
    }

    void install() {
        CustomResourceDefinitions.all()
                .forEach(definition -> client.resource(definition).create());
    }

    /** As written, with fields that our classes do not have. */
    GenericKubernetesResource create(String yaml) {
        return client.resource(client.getKubernetesSerialization().unmarshal(yaml, GenericKubernetesResource.class))
                .create();
    }

    @Override
    public void close() {
        client.close();
        kube.close();
    }
}
