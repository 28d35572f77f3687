package io.podpass.core;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Predicate;

/**
 * Names of assignments: {@code <pod>-<pod namespace>-<identity>} (spec aad-pod-identity §1.5), which operators' scripts
 * rely on. That form is ambiguous (a, b-c, d and a-b, c, d) and has no bound, so a name that is taken by another grant
 * or too long gets a hash of the grant at its end.
 */
public final class AssignmentNames {
    /** The API server accepts no longer object name. */
    public static final int MAX_LENGTH = 253;

    private static final int HASH_CHARS = 10;

    private AssignmentNames() {}

    /** {@code taken} says whether an object of another grant has that name in the assignment's namespace. */
    public static String choose(Grant grant, Predicate<String> taken) {
        var plain = plain(grant);
        return plain.length() <= MAX_LENGTH && !taken.test(plain) ? plain : hashed(grant);
    }

    static String plain(Grant grant) {
        return grant.pod().key().name() + "-" + grant.pod().key().namespace() + "-"
                + grant.identity().key().name();
    }

    static String hashed(Grant grant) {
        var head = plain(grant);
        var room = MAX_LENGTH - HASH_CHARS - 1;
        if (head.length() > room) {
            head = head.substring(0, room);
        }
        // A name may not have a dot or dash before the dash that follows: "a.-b" is no DNS name.
        head = head.replaceAll("[.-]+$", "");
        return head + "-" + hash(grant.pod().key() + "/" + grant.identity().key());
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_CHARS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
