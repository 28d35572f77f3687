package io.podpass.agent;

import io.podpass.azure.Cloud;
import io.podpass.core.LoginRules;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * How service principals (types 1 and 2) may log in.
 *
 * @param secretsFromOtherNamespaces whether an identity's Secret may lie in another namespace, as it could of old
 *     ({@code --allow-secrets-from-other-namespaces})
 * @param moreAuthorities where credentials may be sent besides the clouds' own addresses ({@code --allowed-authority});
 *     https, a host, a slash
 */
public record LoginSettings(boolean secretsFromOtherNamespaces, Set<URI> moreAuthorities) {
    public static final LoginSettings DEFAULTS = new LoginSettings(false, Set.of());

    public LoginSettings {
        moreAuthorities = Set.copyOf(moreAuthorities);
        for (var authority : moreAuthorities) {
            if (!isAuthority(authority)) {
                throw new IllegalArgumentException(
                        "--allowed-authority must be https:// and a host, such as https://login.example.com/, was "
                                + authority);
            }
        }
    }

    private static boolean isAuthority(URI uri) {
        return "https".equals(uri.getScheme())
                && uri.getHost() != null
                && uri.equals(uri.resolve("/"))
                && uri.getRawUserInfo() == null;
    }

    /** With a slash at the end, as identities have it. */
    public static URI authority(String text) {
        try {
            var uri = URI.create(text);
            return Optional.ofNullable(uri.getRawPath()).filter(String::isEmpty).isPresent() ? uri.resolve("/") : uri;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--allowed-authority is no address: " + text, e);
        }
    }

    LoginRules rules() {
        var authorities = new HashSet<>(Cloud.logins());
        authorities.addAll(moreAuthorities);
        return new LoginRules(secretsFromOtherNamespaces, authorities);
    }
}
