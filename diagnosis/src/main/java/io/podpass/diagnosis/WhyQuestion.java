package io.podpass.diagnosis;

import io.podpass.core.BuiltInRole;
import io.podpass.core.ObjectKey;
import io.podpass.core.RequestedIdentity;
import io.podpass.core.Scope;
import java.net.URI;
import java.util.Optional;

/**
 * What somebody wants to know of one pod.
 *
 * @param requested the identity that the pod's requests name, if they do
 * @param audience what the token is for
 * @param scope what the token is to open at Azure, if that is to be looked at
 * @param role what is to be allowed there; by the kind of the scope when it is not said
 * @param forceNamespaced whether to judge by {@code --forceNamespaced} whatever the agent's own flags say
 * @param probe whether and where the agent is asked to try it
 */
public record WhyQuestion(
        ObjectKey pod,
        RequestedIdentity requested,
        String audience,
        Optional<Scope> scope,
        Optional<BuiltInRole> role,
        boolean forceNamespaced,
        Probe probe) {
    /** Whether an agent is asked to try it. */
    public sealed interface Probe {
        /** Nobody is asked. */
        record None() implements Probe {}

        /** The agent of the pod's node is, by way of the API server. */
        record Forwarded() implements Probe {}

        /** Whoever listens there is. */
        record At(URI agent) implements Probe {}
    }
}
