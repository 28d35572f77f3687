package io.podpass.agent;

import io.podpass.azure.Token;
import io.podpass.core.Assignment;
import io.podpass.core.AssignmentState;
import io.podpass.core.Binding;
import io.podpass.core.CredentialMode;
import io.podpass.core.Identity;
import io.podpass.core.ObjectKey;
import io.podpass.core.Pod;
import io.podpass.core.ResourceId;
import io.podpass.core.ServicePrincipal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Pods, identities and assignments that the tests share. */
final class Samples {
    static final String NODE = "node-1";
    static final String ADDRESS = "10.244.0.11";
    static final String VAULT = "https://vault.azure.net";
    static final Pod ORDERS = pod("orders", ADDRESS);
    static final Identity IDENTITY = identity("orders-id", "11111111-aaaa-bbbb-cccc-222222222222");

    private Samples() {}

    static Pod pod(String name, String address) {
        return new Pod(
                new ObjectKey("shop", name),
                "uid-" + name,
                NODE,
                Map.of(Pod.LABEL, "orders"),
                name + "-account",
                Set.of(address),
                false,
                false);
    }

    static Pod onHostNetwork(Pod pod) {
        return changed(pod, pod.uid(), pod.labels(), true, pod.finished());
    }

    static Pod finished(Pod pod) {
        return changed(pod, pod.uid(), pod.labels(), pod.hostNetwork(), true);
    }

    static Pod recreated(Pod pod) {
        return changed(pod, pod.uid() + "-again", pod.labels(), pod.hostNetwork(), false);
    }

    static Pod labelled(Pod pod, String selector) {
        return labelled(pod, Map.of(Pod.LABEL, selector));
    }

    static Pod labelled(Pod pod, Map<String, String> labels) {
        return changed(pod, pod.uid(), labels, pod.hostNetwork(), pod.finished());
    }

    private static Pod changed(Pod pod, String uid, Map<String, String> labels, boolean hostNetwork, boolean finished) {
        return new Pod(pod.key(), uid, pod.node(), labels, pod.serviceAccount(), pod.ips(), hostNetwork, finished);
    }

    static Identity identity(String name, String clientId) {
        return Identity.attached(
                new ObjectKey("shop", name),
                new ResourceId(
                        "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/"
                                + name),
                clientId,
                false);
    }

    /** A service principal of type 1 or 2, with its Secret in its own namespace. */
    static Identity principal(String name, CredentialMode mode, String... auxiliaryTenants) {
        return new Identity(
                new ObjectKey("shop", name),
                mode,
                Optional.empty(),
                "33333333-aaaa-bbbb-cccc-444444444444",
                Optional.of(new ServicePrincipal(
                        "tenant-one", List.of(auxiliaryTenants), Optional.empty(), new ObjectKey("shop", "login"))),
                false);
    }

    static Assignment assignment(Pod pod, Identity identity, AssignmentState state) {
        return new Assignment(
                new ObjectKey("default", pod.key().name() + "-" + identity.key().name()),
                pod.key(),
                pod.node(),
                identity,
                new Binding(
                        new ObjectKey("shop", identity.key().name()),
                        identity.key().name(),
                        "orders",
                        0),
                state,
                Optional.empty(),
                false);
    }

    static Assignment weighing(int weight, Assignment assignment) {
        var binding = assignment.binding();
        return new Assignment(
                assignment.key(),
                assignment.pod(),
                assignment.node(),
                assignment.identity(),
                new Binding(binding.key(), binding.identityName(), binding.selector(), weight),
                assignment.state(),
                assignment.objectId(),
                assignment.deleting());
    }

    static Assignment assigned(Pod pod, Identity identity) {
        return assignment(pod, identity, AssignmentState.ASSIGNED);
    }

    /** A token whose value says whose it is. */
    static Token token(Identity identity, String audience) {
        return new Token(
                "token-of-" + identity.key().name(),
                StoryClock.START,
                StoryClock.START.plusSeconds(3600),
                audience,
                "Bearer");
    }
}
