package io.podpass.azure;

import io.podpass.core.Redaction;
import java.time.Duration;
import java.util.Optional;

/** One call that brought no token, and whether another may. */
final class EntraFailure extends Exception {
    private final TokenException exception;
    private final boolean worthRetrying;
    private final transient Optional<Duration> retryAfter;

    private EntraFailure(TokenException exception, boolean worthRetrying, Optional<Duration> retryAfter) {
        super(exception);
        this.exception = exception;
        this.worthRetrying = worthRetrying;
        this.retryAfter = retryAfter;
    }

    static EntraFailure of(Throwable problem, EntraTransport transport, EntraLogin login, String audience) {
        var status = transport.status();
        // Entra's texts name the application; whoever may read the message need not know all of its id.
        var said = OneLine.of(said(problem)).replace(login.clientId(), Redaction.of(login.clientId()));
        if (status == 0) {
            return new EntraFailure(
                    TokenException.unavailable("cannot reach Entra at " + login.authority() + ": " + said, problem),
                    true,
                    Optional.empty());
        }
        var message = "no token for " + audience + " from " + login.authority() + ": HTTP " + status + " " + said;
        var busy = status == 408 || status == 429 || status >= 500;
        return new EntraFailure(
                busy ? TokenException.unavailable(message, problem) : TokenException.refused(message),
                busy,
                transport.retryAfter());
    }

    private static String said(Throwable problem) {
        var root = problem;
        while (root.getCause() != null
                && root.getMessage() != null
                && root.getMessage().contains("Exception")) {
            root = root.getCause();
        }
        var message = root.getMessage();
        return message == null || message.isBlank() ? root.getClass().getSimpleName() : message;
    }

    TokenException exception() {
        return exception;
    }

    boolean worthRetrying() {
        return worthRetrying;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
