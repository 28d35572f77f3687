package io.podpass.agent;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a path leads to. Only what is listed here goes on to IMDS, and nothing that looks like a token path ever does. */
enum Route {
    TOKEN,
    INSTANCE_METADATA,
    /** Other metadata that is the same for every pod of the node. */
    OTHER_METADATA,
    /** A path with more than one meaning, or a token path in another spelling than the SDKs'. */
    INVALID,
    NOT_FOUND;

    private static final String TOKEN_PATH = "/metadata/identity/oauth2/token";
    /** The old agent's own test, without regard to case (spec aad-pod-identity §2.4, route 2). */
    private static final Pattern TOKEN_LIKE = Pattern.compile("metadata/.*identity.*oauth2.*token");

    private static final String INSTANCE = "/metadata/instance";
    private static final List<String> OTHERS =
            List.of("/metadata/versions", "/metadata/scheduledevents", "/metadata/attested");

    static Route of(RequestPath path) {
        var folded = path.folded();
        if (path.plain() && isToken(path.clean())) {
            return TOKEN;
        }
        if (path.odd() || TOKEN_LIKE.matcher(folded).find()) {
            return INVALID;
        }
        if (isAtOrBelow(folded, INSTANCE)) {
            return INSTANCE_METADATA;
        }
        return OTHERS.stream().anyMatch(prefix -> isAtOrBelow(folded, prefix)) ? OTHER_METADATA : NOT_FOUND;
    }

    /** The word {@code metadata} in any case, the rest as it is; what follows does not matter (§2.4, route 1). */
    private static boolean isToken(String clean) {
        var metadata = "/metadata";
        return clean.length() >= metadata.length()
                && (clean.substring(0, metadata.length()).toLowerCase(Locale.ROOT) + clean.substring(metadata.length()))
                        .startsWith(TOKEN_PATH);
    }

    private static boolean isAtOrBelow(String path, String prefix) {
        return path.equals(prefix) || path.startsWith(prefix + "/");
    }
}
