package io.podpass.agent;

import io.podpass.azure.TokenException;
import io.podpass.core.Decision;
import io.podpass.http.Reply;

/**
 * Why a caller gets no token, with the status that it deserves. 403 is final: SDKs give up at once. 404 and 503 are "not
 * yet": SDKs ask again for about two minutes.
 *
 * @param error the code of IMDS's error shape (spec azure-platform §1.5)
 * @param cause which of the documented reasons it is
 */
record Refusal(int status, String error, RefusalReason cause, String description) {
    /** {@link #cause} as it goes out in a header and into the audit line. */
    String reason() {
        return cause.text();
    }

    /** No event can change this. */
    static Refusal denied(Decision.Reason reason) {
        return denied(RefusalReason.of(reason), reason.text());
    }

    static Refusal denied(RefusalReason reason, String description) {
        return new Refusal(403, "access_denied", reason, description);
    }

    /** The budget ran out before the event came. */
    static Refusal notYet(Decision.Reason reason) {
        return notYet(RefusalReason.of(reason), reason.text());
    }

    static Refusal notYet(RefusalReason reason, String description) {
        return new Refusal(404, "not_found", reason, description);
    }

    static Refusal notReady() {
        return new Refusal(
                503,
                "service_unavailable",
                RefusalReason.AGENT_NOT_READY,
                "the agent has not read the pods of its node yet, or not for too long; it tries on");
    }

    /** Of requests that come, or wait, while the agent ends; the next agent answers them. */
    static Refusal stopping() {
        return new Refusal(
                503, "service_unavailable", RefusalReason.AGENT_STOPPING, "the agent of this node is stopping");
    }

    /** For the record only: nobody reads the answer. The status is what web servers log in this case. */
    static Refusal callerGone() {
        return new Refusal(499, "", RefusalReason.CALLER_GONE, "the caller hung up before it was answered");
    }

    static Refusal broken() {
        return new Refusal(500, "server_error", RefusalReason.AGENT_FAILED, "The agent failed; its log says why");
    }

    /** For the record: what was answered has a text of its own. */
    static Refusal of(RefusalReason reason, Reply reply) {
        return new Refusal(reply.status(), "", reason, reply.text().strip());
    }

    /** By the limits of the caller or the node; SDKs ask again after a while, as with IMDS's own 429. */
    static Refusal tooMany(String description) {
        return new Refusal(429, "too_many_requests", RefusalReason.TOO_MANY_REQUESTS, description);
    }

    /** The classes 403 and 503 are the old agent's (spec aad-pod-identity §2.9). */
    static Refusal of(TokenException e) {
        var reason = switch (e.kind()) {
            case REFUSED -> RefusalReason.ISSUER_REFUSED;
            case UNAVAILABLE -> RefusalReason.ISSUER_UNAVAILABLE;
            case NOT_ALLOWED -> RefusalReason.LOGIN_NOT_ALLOWED;
            case NO_CREDENTIAL -> RefusalReason.NO_CREDENTIAL;
        };
        return new Refusal(
                e.status(),
                e.status() == 403 ? "access_denied" : "service_unavailable",
                reason,
                String.valueOf(e.getMessage()));
    }
}
