package io.podpass.core;

import java.util.Optional;
import java.util.Set;

/**
 * Which logins a node makes for the service principals of identities. Whoever may write an identity may write any Secret
 * and any address into it; without these rules that would send a stranger's Secret to a server of the writer's choice
 * (spec aad-pod-identity §8.1, S1).
 *
 * @param otherNamespaces whether a Secret may lie in another namespace than its identity
 * @param authorities where credentials may be sent
 */
public record LoginRules(boolean otherNamespaces, Set<Authority> authorities) {
    public LoginRules {
        authorities = Set.copyOf(authorities);
    }

    /** Empty when the login may be made; else why not, in words for the identity's owner. */
    public Optional<String> objection(ObjectKey identity, ServicePrincipal principal) {
        if (!otherNamespaces && !principal.secret().namespace().equals(identity.namespace())) {
            return Optional.of("identity " + identity + " names a Secret of namespace "
                    + principal.secret().namespace() + ": put it into the identity's own namespace");
        }
        return principal
                .authority()
                .filter(authority -> !authorities.contains(authority))
                .map(authority -> "identity " + identity + " logs in at " + authority
                        + ", which is none of Azure's clouds: correct spec.adEndpoint, or let an administrator allow it"
                        + " with --allowed-authority");
    }
}
