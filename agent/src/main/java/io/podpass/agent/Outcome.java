package io.podpass.agent;

import io.podpass.core.Decision.Permitted;
import io.podpass.core.Pod;
import java.time.Duration;
import java.util.Optional;

/**
 * What became of one token request.
 *
 * @param address the peer's
 * @param pod empty when it was not found out who asked
 * @param status of the answer
 * @param took from the request to the answer, waits included
 */
record Outcome(String address, Optional<Pod> pod, TokenQuery query, Verdict verdict, int status, Duration took) {
    sealed interface Verdict {
        record Issued(Permitted permitted, io.podpass.agent.Issued.Origin origin) implements Verdict {}

        record Refused(Refusal refusal) implements Verdict {}
    }
}
