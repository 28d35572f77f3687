package io.podpass.core;

import static java.util.Objects.requireNonNull;

/**
 * Something wrong, or likely to go wrong, with one object. Each kind has a section of its own in docs/findings.md.
 *
 * @param object what it is about: a Terraform address, {@code Kind namespace/name}, or an ARM id
 * @param observed what was seen there, one line
 * @param remedy what to change or type, one line
 */
public record Finding(FindingKind kind, String object, String observed, String remedy) {
    public Finding {
        requireNonNull(kind, "kind is null");
        requireNonNull(object, "object is null");
        requireNonNull(observed, "observed is null");
        requireNonNull(remedy, "remedy is null");
    }

    public Severity severity() {
        return kind.severity();
    }

    public enum Severity {
        /** Pods get no token, or somebody gets one who must not. */
        ERROR,
        /** It works until something changes, or works for some pods. */
        WARNING,
        /** Worth knowing. */
        INFO
    }
}
