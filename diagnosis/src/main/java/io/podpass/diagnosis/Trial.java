package io.podpass.diagnosis;

import java.time.Duration;

/** What an agent answered when it was asked to try whether a pod gets a token. */
sealed interface Trial {
    /**
     * It has a token for the pod, and keeps it.
     *
     * @param source where the agent had the token from: the issuer, or its cache
     */
    record Issued(String source, Duration left) implements Trial {}

    /**
     * The pod would get none.
     *
     * @param reason one of the documented words, empty when it is not the agent that refused
     * @param message as the pod would read it
     */
    record Refused(int status, String reason, String message) implements Trial {
        /** SDKs ask again then. */
        boolean passing() {
            return status == 404 || status == 429 || status >= 500;
        }
    }
}
