package io.podpass.agent;

import io.podpass.core.Decision;
import java.util.Locale;

/**
 * Why a token was refused: the closed list of {@code docs/agent.md}. {@link #text()} goes out in a header, into the audit
 * and into metrics, so it never changes.
 */
enum RefusalReason {
    // The rule's own (core).
    NO_LABEL,
    HOST_NETWORK,
    POD_FINISHED,
    NO_ASSIGNMENT,
    NOT_GRANTED,
    NOT_ATTACHED_YET,
    OTHER_NAMESPACE,
    NOT_IN_EXCEPTION,
    EXCEPTION_NEEDS_CLIENT_ID,
    // What is no request for a token.
    MALFORMED_REQUEST,
    NOT_FROM_NODE,
    // Who is calling.
    NODE_ADDRESS,
    UNKNOWN_CALLER,
    AMBIGUOUS_ADDRESS,
    CALLER_CHANGED,
    UNKNOWN_POD,
    CALLER_ROUTE,
    // What came in between.
    GRANT_CHANGED,
    AGENT_NOT_READY,
    AGENT_STOPPING,
    AGENT_FAILED,
    CALLER_GONE,
    TOO_MANY_REQUESTS,
    ISSUER_REFUSED,
    ISSUER_UNAVAILABLE,
    // A service principal's login, before anybody was asked.
    LOGIN_NOT_ALLOWED,
    NO_CREDENTIAL;

    static RefusalReason of(Decision.Reason reason) {
        return valueOf(reason.name());
    }

    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
