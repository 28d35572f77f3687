package io.podpass.core;

/** Shortens ids for logs: enough to recognise one's own, too little to use (spec aad-pod-identity §2.12). */
public final class Redaction {
    private static final int SHOWN = 4;

    private Redaction() {}

    /** First and last four characters; nothing of an id that is too short to hide the rest. */
    public static String of(String id) {
        if (id.length() < 3 * SHOWN) {
            return "##### REDACTED #####";
        }
        return id.substring(0, SHOWN) + "##### REDACTED #####" + id.substring(id.length() - SHOWN);
    }
}
