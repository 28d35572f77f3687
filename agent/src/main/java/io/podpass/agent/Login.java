package io.podpass.agent;

import io.podpass.core.ObjectKey;

/**
 * What a token was had with: a Secret, and a digest of what it held.
 *
 * @param digest of the content, for comparison alone
 */
record Login(ObjectKey secret, String digest) {
    /** Without the digest: what it is of may be short. */
    @Override
    public String toString() {
        return "Login[" + secret + "]";
    }
}
