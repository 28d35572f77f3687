package io.podpass.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an API server lets pass once the definitions are installed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DefinitionRulesTest {
    private static final String ID =
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/kv";

    private Cluster cluster;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        cluster = Cluster.start(folder);
        cluster.install();
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{type: 0, clientID: c, resourceID: " + ID + "}",
                "{clientID: c, resourceID: " + ID + "}",
                "{clientID: c, resourceID: /SUBSCRIPTIONS/s/resourcegroups/g/PROVIDERS/microsoft.managedidentity/userassignedidentities/kv}",
                "{clientID: c, resourceID: " + ID + ", metadata: {}, auxiliaryTenantIDs: null, replicas: null}",
                "{clientID: c, resourceID: " + ID
                        + ", clientPassword: {name: left-over}, adResourceID: x, replicas: 2}",
                "{type: 1, clientID: c, tenantID: t, clientPassword: {name: sp-secret, namespace: shop}, auxiliaryTenantIDs: [u]}",
                "{type: 2, clientID: c, tenantID: t, clientPassword: {name: sp-secret, namespace: shop}, adEndpoint: 'https://x'}",
                "{type: 1, clientID: c, tenantID: t.example, clientPassword: {name: s, namespace: n}, adEndpoint: ''}",
                "{type: 1, clientID: c, tenantID: t, clientPassword: {name: s, namespace: n}, adEndpoint: 'https://x.y:8443/'}",
                "{clientID: c, resourceID: " + ID + ", tenantID: common, adEndpoint: left-over}",
                "{clientID: c, resourceID: " + ID + ", clientPassword: {name: '', namespace: left/over}}",
            })
    void compatibleIdentitiesPass(String spec) {
        assertThatCode(() -> identity(spec)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{type: 3, clientID: c, resourceID: " + ID + "}",
                "{type: '0', clientID: c, resourceID: " + ID + "}",
                "{type: 0, resourceID: " + ID + "}",
                "{type: 0, clientID: '', resourceID: " + ID + "}",
                "{type: 0, clientID: ' ', resourceID: " + ID + "}",
                "{clientID: c}",
                "{clientID: c, resourceID: kv}",
                "{clientID: c, resourceID: " + ID + "/x}",
                "{clientID: c, resourceID: 'x" + ID + "'}",
                "{clientID: c, resourceID: '" + ID + " '}",
                "{clientID: c, resourceID: /subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/disks/kv}",
                "{type: 1, clientID: c, clientPassword: {name: sp-secret, namespace: shop}}",
                "{type: 1, clientID: c, tenantID: t}",
                "{type: 1, clientID: c, tenantID: t, clientPassword: {name: sp-secret}}",
                "{type: 2, clientID: c, tenantID: t, clientPassword: {namespace: shop}}",
                "{type: 1, clientID: c, tenantID: t, clientPassword: {name: x/../y, namespace: shop}}",
                "{type: 2, clientID: c, tenantID: t, clientPassword: {name: x, namespace: shop/secrets/y}}",
                "{type: 1, clientID: c, tenantID: Common, clientPassword: {name: sp-secret, namespace: shop}}",
                "{type: 1, clientID: c, tenantID: a/b, clientPassword: {name: sp-secret, namespace: shop}}",
                "{type: 2, clientID: c, tenantID: t, clientPassword: {name: s, namespace: n}, adEndpoint: 'http://x'}",
                "{type: 2, clientID: c, tenantID: t, clientPassword: {name: s, namespace: n}, adEndpoint: 'https://x/y'}",
            })
    void wrongIdentitiesAreRefused(String spec) {
        assertThatThrownBy(() -> identity(spec))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("spec");
    }

    @Test
    void anIdentityWithoutASpecIsRefused() {
        assertThatThrownBy(() -> cluster.create("""
                apiVersion: aadpodidentity.k8s.io/v1
                kind: AzureIdentity
                metadata: {name: none, namespace: default}
                """)).isInstanceOf(KubernetesClientException.class);
    }

    @Test
    void anAssignmentMayCarryAnIdentityFromBeforeTheRules() {
        var created = cluster.create("""
                apiVersion: aadpodidentity.k8s.io/v1
                kind: AzureAssignedIdentity
                metadata: {name: old, namespace: default}
                spec:
                  pod: web-0
                  podNamespace: shop
                  nodename: node-1
                  azureIdentityRef:
                    apiVersion: aadpodidentity.k8s.io/v1
                    kind: AzureIdentity
                    metadata: {name: kv-id, namespace: shop, resourceVersion: "7"}
                    spec: {type: 9, resourceID: kv}
                  azureBindingRef:
                    apiVersion: aadpodidentity.k8s.io/v1
                    kind: AzureIdentityBinding
                    metadata: {name: kv-b, namespace: shop}
                    spec: {azureIdentity: kv-id, selector: kv}
                status: {status: Created, availableReplicas: 1}
                """);

        var read = cluster.client()
                .resources(AzureAssignedIdentity.class)
                .inNamespace("default")
                .withName(created.getMetadata().getName())
                .get();
        assertThat(read.getStatus().status()).isEqualTo("Created");
        assertThat(read.getSpec().azureIdentityRef().getMetadata().getResourceVersion())
                .isEqualTo("7");
    }

    private void identity(String spec) {
        var created = cluster.create("""
                apiVersion: aadpodidentity.k8s.io/v1
                kind: AzureIdentity
                metadata: {generateName: identity-, namespace: default}
                spec: %s
                """.formatted(spec));
        cluster.client().resource(created).delete();
    }
}
