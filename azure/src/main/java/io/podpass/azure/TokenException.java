package io.podpass.azure;

/** No token could be had. */
public final class TokenException extends RuntimeException {
    private final int status;

    private TokenException(String message, int status) {
        super(message);
        this.status = status;
    }

    private TokenException(String message, int status, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** The issuer answered, and it was not a token. */
    public static TokenException refused(String message) {
        return new TokenException(message, 403);
    }

    /** The issuer was not reached, or the fault is on this side. */
    public static TokenException unavailable(String message) {
        return new TokenException(message, 503);
    }

    /** As {@link #unavailable(String)}, with what went wrong underneath. */
    public static TokenException unavailable(String message, Throwable cause) {
        return new TokenException(message, 503, cause);
    }

    /** What a caller of the agent gets to see: 403 when the issuer answered, else 503 (spec aad-pod-identity §2.9). */
    public int status() {
        return status;
    }
}
