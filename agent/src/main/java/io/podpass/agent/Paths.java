package io.podpass.agent;

import java.util.List;

/**
 * What is served besides tokens for pods.
 *
 * @param hostToken whether programs of the node get tokens of its pods ({@code --enable-host-token})
 * @param passThrough paths that IMDS answers, each with everything below it ({@code --pass-through})
 */
public record Paths(boolean hostToken, List<String> passThrough) {
    /** Metadata that is the same for every pod of the node. */
    public static final Paths DEFAULTS = new Paths(
            false,
            List.of(
                    "/metadata/instance",
                    "/metadata/versions",
                    "/metadata/scheduledevents",
                    "/metadata/attested",
                    "/metadata/loadbalancer"));

    private static final String METADATA = "/metadata/";
    private static final String IDENTITY = "/metadata/identity";

    /** Throws {@link IllegalArgumentException} when a path is none of IMDS's, or could lead to a token. */
    public Paths {
        passThrough = List.copyOf(passThrough);
        passThrough.forEach(Paths::check);
    }

    private static void check(String text) {
        var path = RequestPath.of(text);
        // As it is compared: a path that changes when it is cleaned would match nothing, or more than it says.
        if (!path.folded().equals(text) || path.odd() || !text.startsWith(METADATA) || text.endsWith("/")) {
            throw new IllegalArgumentException("cannot pass through " + text
                    + ": a path is in lower case, begins with /metadata/ and ends without a slash");
        }
        if (isAtOrBelow(text, IDENTITY)) {
            throw new IllegalArgumentException(
                    "cannot pass through " + text + ": tokens and credentials of the node are" + " below " + IDENTITY
                            + ", and no pod may have those");
        }
    }

    boolean passesThrough(RequestPath path) {
        return passThrough.stream().anyMatch(prefix -> isAtOrBelow(path.folded(), prefix));
    }

    static boolean isAtOrBelow(String path, String prefix) {
        return path.equals(prefix) || path.startsWith(prefix + "/");
    }

    public Paths withHostToken(boolean value) {
        return new Paths(value, passThrough);
    }

    public Paths withPassThrough(List<String> value) {
        return new Paths(hostToken, value);
    }
}
