package io.podpass.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import org.jspecify.annotations.Nullable;

/** What the server itself refuses, before anybody is asked: a status and nothing else. */
final class RefusedRequests implements DirectHandler {
    static final Status HEADERS_TOO_LARGE = Status.create(431, "Request Header Fields Too Large");

    /** All that the server says of it; else it is a bad request like any other. */
    private static final String TOO_LARGE = "Header size exceeded";

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType type,
            Status status,
            ServerResponseHeaders headers,
            @Nullable String message) {
        return TransportResponse.builder()
                .status(status(type, status, message))
                .headers(headers)
                .keepAlive(false)
                .build();
    }

    /**
     * Our own failures are answered by us. What the server takes for one of its own are bytes that its parser didn't
     * expect, such as a method of signs: it would answer 500 and log a stack trace for each, as often as a pod likes.
     */
    private static Status status(EventType type, Status status, @Nullable String message) {
        if (type == EventType.INTERNAL_ERROR) {
            return Status.BAD_REQUEST_400;
        }
        return TOO_LARGE.equals(message) ? HEADERS_TOO_LARGE : status;
    }
}
