package io.podpass.kube;

import io.fabric8.kubernetes.api.model.Node;
import io.podpass.core.Host;
import io.podpass.core.ObjectKey;
import java.util.List;
import java.util.function.Function;

/**
 * A way to look objects up in a {@link Watched}, kept current with every change.
 *
 * @param values under which values an object is found
 */
public record Index<T>(String name, Function<T, List<String>> values) {
    public static final Index<WatchedPod> PODS_BY_SELECTOR =
            new Index<>("selector", pod -> List.of(Records.pod(pod).selector()));

    /** By every address in {@code status.podIPs}. */
    public static final Index<WatchedPod> PODS_BY_ADDRESS =
            new Index<>("address", pod -> List.copyOf(Records.addresses(pod)));

    public static final Index<AzureIdentityBinding> BINDINGS_BY_SELECTOR =
            new Index<>("selector", binding -> List.of(Records.binding(binding).selector()));

    public static final Index<AzureIdentityBinding> BINDINGS_BY_IDENTITY = new Index<>(
            "identity", binding -> List.of(Records.binding(binding).identity().toString()));

    public static final Index<AzureAssignedIdentity> ASSIGNMENTS_BY_POD =
            new Index<>("pod", assignment -> List.of(Records.podOf(assignment).toString()));

    public static final Index<AzureAssignedIdentity> ASSIGNMENTS_BY_NODE =
            new Index<>("node", assignment -> List.of(Records.nodeOf(assignment)));

    public static final Index<AzureAssignedIdentity> ASSIGNMENTS_BY_IDENTITY = new Index<>(
            "identity", assignment -> List.of(Records.identityOf(assignment).toString()));

    public static final Index<AzureAssignedIdentity> ASSIGNMENTS_BY_BINDING = new Index<>(
            "binding", assignment -> List.of(Records.bindingOf(assignment).toString()));

    public static final Index<AzurePodIdentityException> EXCEPTIONS_BY_NAMESPACE =
            new Index<>("namespace", exception -> List.of(Records.key(exception).namespace()));

    public static final Index<Node> NODES_BY_HOST = new Index<>(
            "host", node -> Records.host(node).map(Index::value).stream().toList());

    public static String value(ObjectKey key) {
        return key.toString();
    }

    public static String value(Host host) {
        return host.id().value();
    }
}
