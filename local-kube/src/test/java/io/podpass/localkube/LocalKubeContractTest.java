package io.podpass.localkube;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The contract, kept by local-kube. */
class LocalKubeContractTest {
    private static LocalKube kube;
    private static KubernetesClient client;

    @BeforeAll
    static void start() {
        kube = LocalKube.start(LocalKubeSettings.loopback());
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(kube.uri().toString())
                .withNamespace("default")
                .build();
        client = new KubernetesClientBuilder().withConfig(config).build();
    }

    @AfterAll
    static void stop() {
        client.close();
        kube.close();
    }

    @Nested
    class Objects extends ObjectsContract {
        @Override
        protected KubernetesClient client() {
            return client;
        }
    }

    @Nested
    class Watching extends WatchContract {
        @Override
        protected KubernetesClient client() {
            return client;
        }
    }
}
