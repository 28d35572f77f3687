package io.podpass.cli;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.cli.Scenario.BindingObject;
import io.podpass.cli.Scenario.IdentityObject;
import java.util.Map;
import java.util.Optional;

/** Writes the demo's objects to the API server. It has no scheduler and no kubelet, so pods arrive placed and running. */
public final class ClusterSetup {
    private static final String LABEL = io.podpass.core.Pod.LABEL;

    private final KubernetesClient client;

    public ClusterSetup(KubernetesClient client) {
        this.client = client;
    }

    public void namespace(String name) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
    }

    public void node(ReferenceAzure.Machine machine) {
        Node node = new NodeBuilder()
                .withNewMetadata()
                .withName(machine.nodeName())
                .addToLabels("kubernetes.io/os", "linux")
                .endMetadata()
                .withNewSpec()
                .withProviderID(machine.providerId())
                .endSpec()
                .build();
        client.resource(node).create();
    }

    public void identity(IdentityObject identity, ReferenceAzure.ManagedIdentity azure) {
        apply("""
                apiVersion: aadpodidentity.k8s.io/v1
                kind: AzureIdentity
                metadata:
                  name: %s
                  namespace: %s
                spec:
                  type: 0
                  resourceID: %s
                  clientID: %s
                """.formatted(identity.name(), identity.namespace(), azure.resourceId(), azure.clientId()));
    }

    public void binding(BindingObject binding) {
        apply(manifest(binding));
    }

    static String manifest(BindingObject binding) {
        return """
                apiVersion: aadpodidentity.k8s.io/v1
                kind: AzureIdentityBinding
                metadata:
                  name: %s
                  namespace: %s
                spec:
                  azureIdentity: %s
                  selector: %s
                """.formatted(binding.name(), binding.namespace(), binding.identity(), binding.selector());
    }

    public void pod(String namespace, String name, Optional<String> selector, String node, String ip) {
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .withLabels(selector.map(value -> Map.of(LABEL, value)).orElse(Map.of()))
                .endMetadata()
                .withNewSpec()
                .withNodeName(node)
                .withAutomountServiceAccountToken(false)
                .addNewContainer()
                .withName("workload")
                .withImage("podpass.local/workload")
                .endContainer()
                .endSpec()
                .build();
        var created = client.resource(pod).create();
        client.resource(new PodBuilder(created)
                        .withNewStatus()
                        .withPhase("Running")
                        .withPodIP(ip)
                        .withPodIPs(new PodIP(ip))
                        .addNewContainerStatus()
                        .withName("workload")
                        .withImage("podpass.local/workload")
                        .withReady(true)
                        .withRestartCount(0)
                        .endContainerStatus()
                        .endStatus()
                        .build())
                .updateStatus();
    }

    /** By which the cluster knows an agent that runs outside of it, on the network of the node. */
    public void agent(String namespace, String node, int port) {
        var pod = new PodBuilder()
                .withNewMetadata()
                .withName("podpass-agent-" + node)
                .withNamespace(namespace)
                .addToLabels("app.kubernetes.io/component", "nmi")
                .endMetadata()
                .withNewSpec()
                .withNodeName(node)
                .withHostNetwork(true)
                .withAutomountServiceAccountToken(false)
                .addNewContainer()
                .withName("agent")
                .withImage("podpass.local/podpass")
                .withArgs("agent", "--nmi-port=" + port)
                .endContainer()
                .endSpec()
                .build();
        var created = client.resource(pod).create();
        client.resource(new PodBuilder(created)
                        .withNewStatus()
                        .withPhase("Running")
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .endCondition()
                        .endStatus()
                        .build())
                .updateStatus();
    }

    private void apply(String yaml) {
        client.resource(yaml).create();
    }
}
