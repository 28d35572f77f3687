package io.podpass.azure;

import org.jspecify.annotations.Nullable;

/** No token could be had. */
public final class TokenException extends RuntimeException {
    /** Where it failed. */
    public enum Kind {
        /** The issuer answered, and it was not a token. */
        REFUSED(403),
        /** The issuer was not reached, or the fault is on this side. */
        UNAVAILABLE(503),
        /** The issuer was not asked: the identity wants a login that this node does not make. */
        NOT_ALLOWED(403),
        /** The issuer was not asked: what the identity logs in with is missing or unreadable. */
        NO_CREDENTIAL(503);

        private final int status;

        Kind(int status) {
            this.status = status;
        }
    }

    private final Kind kind;

    private TokenException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** The issuer answered, and it was not a token. */
    public static TokenException refused(String message) {
        return new TokenException(Kind.REFUSED, message, null);
    }

    /** The issuer was not reached, or the fault is on this side. */
    public static TokenException unavailable(String message) {
        return new TokenException(Kind.UNAVAILABLE, message, null);
    }

    /** As {@link #unavailable(String)}, with what went wrong underneath. */
    public static TokenException unavailable(String message, Throwable cause) {
        return new TokenException(Kind.UNAVAILABLE, message, cause);
    }

    /** The issuer must not be asked as the identity wants. */
    public static TokenException notAllowed(String message) {
        return new TokenException(Kind.NOT_ALLOWED, message, null);
    }

    /** There is nothing to show to the issuer. */
    public static TokenException noCredential(String message, @Nullable Throwable cause) {
        return new TokenException(Kind.NO_CREDENTIAL, message, cause);
    }

    public Kind kind() {
        return kind;
    }

    /** What a caller of the agent gets to see: 403 for what is final, 503 for what may pass (spec aad-pod-identity §2.9). */
    public int status() {
        return kind.status;
    }
}
