package io.podpass.agent;

import io.podpass.core.Identity;
import io.podpass.core.RequestedIdentity;

/** Whose token is fetched. */
sealed interface Credential {
    /** A granted identity's. */
    record Granted(Identity identity) implements Credential {}

    /** Of the host, for an excepted pod: the identity with these ids, or the host's own when none is named. */
    record OfHost(RequestedIdentity requested) implements Credential {}
}
