package io.podpass.agent;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a path leads to, whatever is switched on. Nothing that looks like a token path ever leads to IMDS. */
enum Route {
    TOKEN,
    /** Tokens of pods for programs of the node. */
    HOST_TOKEN,
    /** Whether a pod would get a token, for those who look for the reason. */
    TRIAL,
    INSTANCE_METADATA,
    /** A path with more than one meaning, or a token path in another spelling than the SDKs'. */
    INVALID,
    OTHER;

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static final String METADATA = "/metadata";
    private static final String TOKEN_PATH = "/metadata/identity/oauth2/token";
    private static final String HOST_TOKEN_PATH = "/host/token";
    private static final String TRIAL_PATH = "/podpass/trial";
    private static final String INSTANCE = "/metadata/instance";
    /** The old agent's own test, without regard to case (spec aad-pod-identity §2.4, route 2). */
    private static final Pattern TOKEN_LIKE = Pattern.compile("metadata/.*identity.*oauth2.*token");
    /** The same before dots and parameters are gone: a server that leaves them alone may go by how the path begins. */
    private static final Pattern TOKEN_WORDS = Pattern.compile("(?is)metadata.*identity.*oauth2.*token");

    static Route of(RequestPath path) {
        var folded = path.folded();
        if (path.plain() && isToken(path.clean())) {
            return TOKEN;
        }
        if (path.odd()
                || TOKEN_LIKE.matcher(folded).find()
                || TOKEN_WORDS.matcher(path.decoded()).find()) {
            return INVALID;
        }
        // What follows the two words does not matter, as ever (§2.4, route 3).
        if (path.plain() && path.clean().startsWith(HOST_TOKEN_PATH)) {
            return HOST_TOKEN;
        }
        if (path.plain() && path.clean().equals(TRIAL_PATH)) {
            return TRIAL;
        }
        return Paths.isAtOrBelow(folded, INSTANCE) ? INSTANCE_METADATA : OTHER;
    }

    /** The word {@code metadata} in any case, the rest as it is; what follows does not matter (§2.4, route 1). */
    private static boolean isToken(String clean) {
        return clean.length() >= METADATA.length()
                && (clean.substring(0, METADATA.length()).toLowerCase(Locale.ROOT) + clean.substring(METADATA.length()))
                        .startsWith(TOKEN_PATH);
    }
}
