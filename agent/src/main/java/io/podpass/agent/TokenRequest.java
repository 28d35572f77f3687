package io.podpass.agent;

import io.podpass.http.Peer;
import java.time.Instant;

/**
 * One request for a token that was granted already.
 *
 * @param caller uid of the pod, by which shares are counted
 * @param deadline when the caller is answered, with or without a token
 * @param fresh whether the token must have been fetched after the request came ({@code bypass_cache=true})
 * @param peer who waits for it
 */
record TokenRequest(TokenKey key, String caller, Instant deadline, boolean fresh, Peer peer) {
    TokenRequest until(Instant earlier) {
        return earlier.isBefore(deadline) ? new TokenRequest(key, caller, earlier, fresh, peer) : this;
    }
}
