package io.podpass.core;

import io.podpass.core.Finding.Severity;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every kind of finding. Ids are stable: scripts and code scanning refer to them, so a kind is never renamed, and a section
 * {@code ## id} of docs/findings.md explains it.
 */
public enum FindingKind {
    CLIENT_ID_AS_PRINCIPAL(Severity.ERROR, "A role is assigned to a client id, where only an object id counts"),
    ROLE_MISSING(Severity.ERROR, "A role that is needed is not assigned");

    private final Severity severity;
    private final String title;

    FindingKind(Severity severity, String title) {
        this.severity = severity;
        this.title = title;
    }

    /** Such as {@code role-missing}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<FindingKind> ofId(String id) {
        return Stream.of(values()).filter(kind -> kind.id().equals(id)).findFirst();
    }

    public Severity severity() {
        return severity;
    }

    /** One line for lists of rules. */
    public String title() {
        return title;
    }
}
