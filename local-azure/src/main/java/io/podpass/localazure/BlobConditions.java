package io.podpass.localazure;

import java.util.Optional;

/** The conditional headers that carry an ETag. */
final class BlobConditions {
    private BlobConditions() {}

    /** @throws BlobException when one does not hold */
    static void check(HttpCall call, Optional<Blob> blob) {
        boolean reading = call.method().equals("GET") || call.method().equals("HEAD");
        String etag = blob.map(Blob::etag).orElse("");
        String match = call.header("if-match").orElse("");
        if (!match.isEmpty() && (blob.isEmpty() || !matches(match, etag))) {
            throw blob.isEmpty() && reading ? BlobException.blobNotFound() : BlobException.conditionNotMet();
        }
        String noneMatch = call.header("if-none-match").orElse("");
        if (!noneMatch.isEmpty() && blob.isPresent() && matches(noneMatch, etag)) {
            if (reading) {
                throw new BlobException(304, "ConditionNotMet", "The blob has not changed.");
            }
            throw noneMatch.equals("*")
                    ? new BlobException(409, "BlobAlreadyExists", "The specified blob already exists.")
                    : BlobException.conditionNotMet();
        }
    }

    private static boolean matches(String header, String etag) {
        return header.equals("*") || header.replace("\"", "").equals(etag.replace("\"", ""));
    }
}
