package io.podpass.localazure;

/** A refusal of IMDS (spec azure-platform §1.5). */
final class ImdsException extends RuntimeException {
    private final int status;
    private final String error;

    ImdsException(int status, String error, String description) {
        super(description);
        this.status = status;
        this.error = error;
    }

    static ImdsException invalidRequest(String description) {
        return new ImdsException(400, "invalid_request", description);
    }

    Reply reply() {
        return Reply.json(status, Json.object().put("error", error).put("error_description", getMessage()));
    }
}
