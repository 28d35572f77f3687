package io.podpass.workload;

import com.azure.core.exception.HttpResponseException;
import com.azure.storage.blob.models.BlobStorageException;
import java.io.IOException;
import java.util.Optional;

/** What an exception of a service client says about the service's answer. */
final class ServiceFailures {
    private ServiceFailures() {}

    /** Empty if the exception tells of no answer and of no network: a defect, then. */
    static Optional<Outcome.Service> outcome(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BlobStorageException refused && refused.getErrorCode() != null) {
                return Optional.of(Outcome.Service.failed(
                        refused.getStatusCode(), refused.getErrorCode().toString()));
            }
            if (cause instanceof HttpResponseException refused && refused.getResponse() != null) {
                return Optional.of(Outcome.Service.failed(refused.getResponse().getStatusCode(), code(refused)));
            }
            if (cause instanceof IOException unreachable) {
                return Optional.of(Outcome.Service.failed(0, Reason.of(unreachable)));
            }
        }
        return Optional.empty();
    }

    private static String code(HttpResponseException refused) {
        var body = refused.getResponse().getBodyAsBinaryData();
        return ErrorBody.code(body == null ? "" : body.toString());
    }
}
