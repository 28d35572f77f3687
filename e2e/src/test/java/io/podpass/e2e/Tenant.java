package io.podpass.e2e;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.podpass.cli.ReferenceAzure.ManagedIdentity;
import io.podpass.cli.ReferenceSetup;
import io.podpass.cli.Scenario.BindingObject;
import io.podpass.cli.Scenario.IdentityObject;
import io.podpass.kube.AzureAssignedIdentity;
import io.podpass.kube.AzureIdentity;
import io.podpass.kube.AzureIdentityBinding;
import io.podpass.kube.AzurePodIdentityException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * A namespace with its objects and pods, as somebody with kubectl works in it. Labels begin with its name: bindings match
 * pods of every namespace.
 */
record Tenant(Installation installation, int agentPort, String namespace) {
    /** Nobody's client id. */
    static final String NOBODY = "11111111-2222-4333-8444-555555555555";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Makes the namespace. */
    static Tenant in(Installation installation, int agentPort, String namespace) {
        installation.namespace(namespace);
        return new Tenant(installation, agentPort, namespace);
    }

    /** An identity of the reference set-up, under the same name. */
    Tenant identity(String name) {
        installation.cluster().identity(new IdentityObject(namespace, name), installation.identity(name));
        return this;
    }

    Tenant identity(String name, ManagedIdentity azure) {
        installation.cluster().identity(new IdentityObject(namespace, name), azure);
        return this;
    }

    /** The object is in order, and whoever follows it to Azure finds nothing there. */
    Tenant identityThatAzureLacks(String name) {
        var near = installation.identity(ReferenceSetup.SECRETS_IDENTITY).resourceId();
        var nowhere = new ManagedIdentity(near + "-that-is-gone", NOBODY, NOBODY);
        installation.cluster().identity(new IdentityObject(namespace, name), nowhere);
        return this;
    }

    Tenant binding(String name, String identity, String selector) {
        installation.cluster().binding(new BindingObject(namespace, name, identity, mine(selector)));
        return this;
    }

    PodCalls pod(String name, String label, String address) {
        installation
                .cluster()
                .pod(
                        namespace,
                        name,
                        Optional.of(mine(label)),
                        installation.machine().nodeName(),
                        address);
        return new PodCalls(InetAddress.ofLiteral(address), agentPort);
    }

    /** On another node than the agent's. */
    void podOn(String node, String name, String label, String address) {
        installation.cluster().pod(namespace, name, Optional.of(mine(label)), node, address);
    }

    /** One that no binding can name. */
    PodCalls unlabelledPod(String name, String address) {
        installation
                .cluster()
                .pod(namespace, name, Optional.empty(), installation.machine().nodeName(), address);
        return new PodCalls(InetAddress.ofLiteral(address), agentPort);
    }

    Tenant secret(String name, Map<String, byte[]> values) {
        var encoded = new TreeMap<String, String>();
        values.forEach((key, value) -> encoded.put(key, Base64.getEncoder().encodeToString(value)));
        installation
                .kube()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withData(encoded)
                        .build())
                .create();
        return this;
    }

    /** An identity of type 1 or 2, which logs in with a Secret of this namespace. */
    Tenant servicePrincipal(String name, int type, String clientId, String secret) {
        var azure = installation.localAzure();
        installation
                .kube()
                .resource("""
                        apiVersion: aadpodidentity.k8s.io/v1
                        kind: AzureIdentity
                        metadata: {name: %s, namespace: %s}
                        spec:
                          type: %d
                          clientID: %s
                          tenantID: %s
                          clientPassword: {name: %s, namespace: %s}
                          adEndpoint: %s
                        """.formatted(
                                name, namespace, type, clientId, azure.tenantId(), secret, namespace, azure.login()))
                .create();
        return this;
    }

    Tenant exception(String name, String label, String value) {
        installation
                .kube()
                .resource("""
                        apiVersion: aadpodidentity.k8s.io/v1
                        kind: AzurePodIdentityException
                        metadata: {name: %s, namespace: %s}
                        spec: {podLabels: {%s: %s}}
                        """.formatted(name, namespace, label, value))
                .create();
        return this;
    }

    void deleteException(String name) {
        delete(AzurePodIdentityException.class, name);
    }

    String mine(String label) {
        return namespace + "-" + label;
    }

    void phase(String pod, String phase) {
        var pods = installation.kube().pods().inNamespace(namespace);
        pods.resource(new PodBuilder(pods.withName(pod).get())
                        .editStatus()
                        .withPhase(phase)
                        .endStatus()
                        .build())
                .updateStatus();
    }

    void label(String pod, String value) {
        mark(pod, io.podpass.core.Pod.LABEL, mine(value));
    }

    /** With a label of any name. */
    Tenant mark(String pod, String label, String value) {
        installation
                .kube()
                .pods()
                .inNamespace(namespace)
                .withName(pod)
                .edit(present -> new PodBuilder(present)
                        .editMetadata()
                        .addToLabels(label, value)
                        .endMetadata()
                        .build());
        return this;
    }

    /** At once: where there is no kubelet, nobody would end the pod's grace period. */
    void deletePod(String pod) {
        installation
                .kube()
                .resources(Pod.class)
                .inNamespace(namespace)
                .withName(pod)
                .withGracePeriod(0)
                .delete();
    }

    void deleteIdentity(String name) {
        delete(AzureIdentity.class, name);
    }

    void deleteBinding(String name) {
        delete(AzureIdentityBinding.class, name);
    }

    private void delete(Class<? extends HasMetadata> kind, String name) {
        installation
                .kube()
                .resources(kind)
                .inNamespace(namespace)
                .withName(name)
                .delete();
    }

    /** The object {@code name} becomes the identity {@code other} of the reference set-up. */
    void becomes(String name, String other) {
        var azure = installation.identity(other);
        installation
                .kube()
                .resources(AzureIdentity.class)
                .inNamespace(namespace)
                .withName(name)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"spec\": {\"resourceID\": \"" + azure.resourceId() + "\", \"clientID\": \""
                                + azure.clientId() + "\"}}");
    }

    /** Waits until exactly so many assignments of the pod are in the state {@code Assigned}, and there are no others. */
    List<AzureAssignedIdentity> awaitAssigned(String pod, int count) throws InterruptedException {
        return await(
                pod,
                ofPod -> ofPod.size() == count
                        && ofPod.stream()
                                .allMatch(assignment -> assignment.getStatus() != null
                                        && "Assigned"
                                                .equals(assignment.getStatus().status())));
    }

    List<AzureAssignedIdentity> await(String pod, Predicate<List<AzureAssignedIdentity>> condition)
            throws InterruptedException {
        var reached = installation
                .kube()
                .resources(AzureAssignedIdentity.class)
                .inAnyNamespace()
                .informOnCondition(all -> condition.test(ofPod(all, pod)));
        try {
            return ofPod(reached.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS), pod);
        } catch (TimeoutException | ExecutionException e) {
            throw new AssertionError("the assignments of " + pod + " did not get there", e);
        } finally {
            reached.cancel(true);
        }
    }

    private List<AzureAssignedIdentity> ofPod(List<AzureAssignedIdentity> all, String pod) {
        return all.stream()
                .filter(assignment -> pod.equals(assignment.getSpec().pod())
                        && namespace.equals(assignment.getSpec().podNamespace()))
                .toList();
    }
}
