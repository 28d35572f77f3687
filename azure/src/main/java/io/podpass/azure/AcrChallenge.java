package io.podpass.azure;

import io.podpass.core.Authority;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a registry answers to a stranger (spec azure-platform §5.3).
 *
 * @param service what the registry calls itself
 */
record AcrChallenge(String service) {
    private static final Pattern BEARER =
            Pattern.compile("(?i)Bearer\\s+((?:[a-z_]+=\"[^\"]*\")(?:\\s*,\\s*[a-z_]+=\"[^\"]*\")*)\\s*");
    private static final Pattern PARAMETER = Pattern.compile("([A-Za-z_]+)=\"([^\"]*)\"");

    /**
     * Throws {@link TokenException} when it is none of an Azure registry, or wants the token to go elsewhere: the realm of
     * a challenge is the registry's to choose, and a client that follows it gives the node's token to whoever is named
     * there.
     */
    static AcrChallenge of(List<String> headers, Authority registry) {
        if (headers.size() != 1) {
            throw notARegistry(registry, headers.size() + " headers WWW-Authenticate");
        }
        var bearer = BEARER.matcher(headers.getFirst());
        if (!bearer.matches()) {
            throw notARegistry(registry, "no Bearer challenge");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        PARAMETER.matcher(bearer.group(1)).results().forEach(one -> parameters.putIfAbsent(one.group(1), one.group(2)));
        var service = parameters.getOrDefault("service", "");
        if (service.isEmpty()) {
            throw notARegistry(registry, "no service in its challenge");
        }
        var realm = parameters.getOrDefault("realm", "");
        if (!address(realm).filter(registry::equals).isPresent()) {
            throw TokenException.refused("the registry " + registry + " wants the token to be sent elsewhere, to "
                    + OneLine.of(realm) + "; it was sent nowhere");
        }
        return new AcrChallenge(service);
    }

    /** Empty for anything but the path {@code /oauth2/token} at an HTTPS address. */
    private static Optional<Authority> address(String realm) {
        try {
            var uri = URI.create(realm);
            return Optional.of(uri)
                    .filter(whole -> "/oauth2/token".equals(whole.getRawPath()) && whole.getRawQuery() == null)
                    .flatMap(whole -> Authority.of(whole.getScheme() + "://" + whole.getRawAuthority() + "/"));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static TokenException notARegistry(Authority registry, String problem) {
        return TokenException.refused(registry + " does not answer as an Azure container registry (" + problem
                + "); no token was sent there");
    }
}
