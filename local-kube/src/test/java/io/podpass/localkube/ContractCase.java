package io.podpass.localkube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;

/** Shared ground of the contract suites: what they say holds for local-kube and for a real API server alike. */
public abstract class ContractCase {
    /** Nothing in these suites takes this long unless it is broken. */
    protected static final int DEADLINE_SECONDS = 20;

    /** A namespace of the test's own. */
    protected String namespace = "";

    /** A client of the server under test; whoever extends this class closes it. */
    protected abstract KubernetesClient client();

    @BeforeEach
    void makeNamespace() {
        namespace = "contract-" + UUID.randomUUID().toString().substring(0, 8);
        client().resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    protected ConfigMap configMap(String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .addToData("key", "value")
                .build();
    }

    /** A pod that no admission plugin of a bare API server objects to. */
    protected Pod pod(String name, String node) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .addToLabels("app", "web")
                .endMetadata()
                .withNewSpec()
                .withAutomountServiceAccountToken(false)
                .withNodeName(node)
                .addNewContainer()
                .withName("main")
                .withImage("example.test/main")
                .endContainer()
                .endSpec()
                .build();
    }

    protected static void refused(int code, String reason, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(KubernetesClientException.class, e -> {
            assertThat(e.getCode()).as(e.getMessage()).isEqualTo(code);
            assertThat(e.getStatus().getReason()).isEqualTo(reason);
        });
    }
}
