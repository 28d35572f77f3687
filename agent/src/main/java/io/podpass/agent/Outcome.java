package io.podpass.agent;

import io.podpass.core.Decision.Permitted;
import io.podpass.core.Pod;
import java.time.Duration;
import java.util.Optional;

/**
 * What became of one token request.
 *
 * @param operation which of the two ways to a token was taken
 * @param address the peer's
 * @param pod empty when it was not found out who asked
 * @param status of the answer, also when nobody was left to read it
 * @param took from the request to the answer, waits included
 */
record Outcome(
        Operation operation,
        String address,
        Optional<Pod> pod,
        TokenQuery query,
        Verdict verdict,
        int status,
        Duration took) {
    sealed interface Verdict {
        record Issued(Permitted permitted, io.podpass.agent.Issued.Origin origin) implements Verdict {}

        record Refused(Refusal refusal) implements Verdict {}
    }
}
