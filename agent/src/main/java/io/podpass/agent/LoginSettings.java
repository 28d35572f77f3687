package io.podpass.agent;

import io.podpass.azure.Cloud;
import io.podpass.core.Authority;
import io.podpass.core.LoginRules;
import java.util.HashSet;
import java.util.Set;

/**
 * How service principals (types 1 and 2) may log in.
 *
 * @param secretsFromOtherNamespaces whether an identity's Secret may lie in another namespace, as it could of old
 *     ({@code --allow-secrets-from-other-namespaces})
 * @param moreAuthorities where credentials may be sent besides the clouds' own addresses ({@code --allowed-authority})
 */
public record LoginSettings(boolean secretsFromOtherNamespaces, Set<Authority> moreAuthorities) {
    public static final LoginSettings DEFAULTS = new LoginSettings(false, Set.of());

    public LoginSettings {
        moreAuthorities = Set.copyOf(moreAuthorities);
    }

    LoginRules rules() {
        var authorities = new HashSet<>(Cloud.logins());
        authorities.addAll(moreAuthorities);
        return new LoginRules(secretsFromOtherNamespaces, authorities);
    }
}
