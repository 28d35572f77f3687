package io.podpass.diagnosis;

import io.podpass.core.ObjectKey;
import io.podpass.core.RequestedIdentity;
import io.podpass.core.Scope;
import java.util.Optional;

/**
 * What somebody wants to know of one pod.
 *
 * @param requested the identity that the pod's requests name, if they do
 * @param audience what the token is for
 * @param scope what the token is to open at Azure, if that is to be looked at
 * @param forceNamespaced whether to judge by {@code --forceNamespaced} whatever the agent's own flags say
 */
public record WhyQuestion(
        ObjectKey pod, RequestedIdentity requested, String audience, Optional<Scope> scope, boolean forceNamespaced) {}
