package io.podpass.localazure;

/** A refusal of Blob storage (spec azure-platform §5.2). */
final class BlobException extends RuntimeException {
    private final int status;
    private final String code;
    private final String detail;

    BlobException(int status, String code, String message) {
        this(status, code, message, "");
    }

    BlobException(int status, String code, String message, String detail) {
        super(message);
        this.status = status;
        this.code = code;
        this.detail = detail;
    }

    static BlobException containerNotFound() {
        return new BlobException(404, "ContainerNotFound", "The specified container does not exist.");
    }

    static BlobException blobNotFound() {
        return new BlobException(404, "BlobNotFound", "The specified blob does not exist.");
    }

    static BlobException conditionNotMet() {
        return new BlobException(
                412, "ConditionNotMet", "The condition specified using HTTP conditional header(s) is not met.");
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    /** For {@code AuthenticationErrorDetail}; empty where there is none. */
    String detail() {
        return detail;
    }
}
