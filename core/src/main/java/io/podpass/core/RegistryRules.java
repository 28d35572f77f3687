package io.podpass.core;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which registries may be shown a node's token of Entra's. Whoever may write a pod names any image in it, so a rule that is
 * too wide sends that token to a server of the writer's choice.
 *
 * @param suffix of the cloud's registries, such as {@code azurecr.io}; empty for a cloud whose registries have none
 * @param allowed by the administrator, besides those of the cloud
 */
public record RegistryRules(String suffix, Set<Authority> allowed) {
    /** One label: a registry's name, and the hash that some have behind it. */
    private static final String NAME = "https://[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.";

    public RegistryRules {
        allowed = Set.copyOf(allowed);
    }

    /** Whether it is one label before the cloud's suffix, at the port of HTTPS, or one that the administrator allows. */
    public boolean mayHaveToken(Authority registry) {
        return allowed.contains(registry)
                || (!suffix.isEmpty() && registry.value().matches(NAME + Pattern.quote(suffix) + "/"));
    }
}
