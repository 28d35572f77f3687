package io.podpass.core;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Names of assignments: {@code <pod>-<pod namespace>-<identity>} (spec aad-pod-identity §1.5), which operators' scripts
 * rely on. That form is ambiguous (a, b-c, d and a-b, c, d) and has no bound, so a name that is taken by another grant
 * or too long gets a hash of the grant at its end. The name of an identity may look like such a hash, by accident or to
 * be in the way; then another hash is taken.
 */
public final class AssignmentNames {
    /** The API server accepts no longer object name. */
    public static final int MAX_LENGTH = 253;

    private static final int HASH_CHARS = 10;
    /** More than anybody has; a predicate that never says no must not make this run for ever. */
    private static final int MAX_HASHES = 10_000;

    private AssignmentNames() {}

    /**
     * {@code taken} says whether an object of another grant has that name in the assignment's namespace. Throws {@link
     * IllegalStateException} when it says so of every name.
     */
    public static String choose(Grant grant, Predicate<String> taken) {
        var plain = plain(grant);
        if (plain.length() <= MAX_LENGTH && !taken.test(plain)) {
            return plain;
        }
        return IntStream.range(0, MAX_HASHES)
                .mapToObj(number -> hashed(grant, number))
                .filter(taken.negate())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("every name for " + plain + " is taken"));
    }

    static String plain(Grant grant) {
        return grant.pod().key().name() + "-" + grant.pod().key().namespace() + "-"
                + grant.identity().key().name();
    }

    private static String hashed(Grant grant, int number) {
        var head = plain(grant);
        var room = MAX_LENGTH - HASH_CHARS - 1;
        if (head.length() > room) {
            head = head.substring(0, room);
        }
        // A name may not have a dot or dash before the dash that follows: "a.-b" is no DNS name.
        head = head.replaceAll("[.-]+$", "");
        return head + "-" + hash(grant.pod().key() + "/" + grant.identity().key() + "/" + number);
    }

    private static String hash(String text) {
        var digest = Sha256.create().digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest).substring(0, HASH_CHARS);
    }
}
