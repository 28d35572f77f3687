package io.podpass.core;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * An {@code AzureAssignedIdentity}: a grant written down, with a state. Identity and binding are the copies taken when
 * it was written.
 *
 * @param objectId the identity's principal id where the controller has learnt it from the host
 * @param deleting whether a deletion timestamp is set; such an assignment gives no tokens any more
 */
public record Assignment(
        ObjectKey key,
        ObjectKey pod,
        String node,
        Identity identity,
        Binding binding,
        AssignmentState state,
        Optional<String> objectId,
        boolean deleting) {
    public Assignment {
        requireNonNull(key, "key is null");
        requireNonNull(pod, "pod is null");
        requireNonNull(node, "node is null");
        requireNonNull(identity, "identity is null");
        requireNonNull(binding, "binding is null");
        requireNonNull(state, "state is null");
    }

    public boolean usable() {
        return state.usable() && !deleting;
    }

    /** Whether this writes down exactly that grant. Versions and labels of the objects do not count. */
    public boolean records(Grant grant) {
        return pod.equals(grant.pod().key())
                && node.equals(grant.pod().node())
                && identity.equals(grant.identity())
                && binding.equals(grant.binding());
    }
}
