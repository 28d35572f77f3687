package io.podpass.azure;

import io.podpass.core.ResourceId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A call to ARM that did not succeed. The message is one line: what failed, on which object, what to do next. */
public final class ArmException extends RuntimeException {
    /** {@link #status()} when there was no answer at all: no connection, no token, no end in time. */
    public static final int NO_ANSWER = 0;

    private final int status;
    private final String code;
    private final Set<ResourceId> offending;
    private final Optional<Duration> retryAfter;

    public ArmException(
            String message, int status, String code, Set<ResourceId> offending, Optional<Duration> retryAfter) {
        super(message);
        this.status = status;
        this.code = code;
        this.offending = Set.copyOf(offending);
        this.retryAfter = retryAfter;
    }

    /** No answer came from ARM. */
    ArmException(String message, String code, Throwable cause) {
        super(message, cause);
        this.status = NO_ANSWER;
        this.code = code;
        this.offending = Set.of();
        this.retryAfter = Optional.empty();
    }

    /**
     * The HTTP status of the answer that told of the failure: 200 when a poll carried the failure of a long-running
     * operation (spec azure-platform §3.2), {@link #NO_ANSWER} when there was none.
     */
    public int status() {
        return status;
    }

    /** ARM's machine-readable code such as {@code LinkedAuthorizationFailed}; empty when the answer had none. */
    public String code() {
        return code;
    }

    /**
     * The identities quoted in the message of {@code LinkedAuthorizationFailed} and {@code FailedIdentityOperation}:
     * leaving them out of the patch lets the others through (spec azure-platform §3.5). Empty for every other code.
     */
    public Set<ResourceId> offending() {
        return offending;
    }

    /** How long ARM asks us to stay away. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
