package io.podpass.core;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The one digest in use, for names and to know content again. */
public final class Sha256 {
    private Sha256() {}

    /** A new one, for one thread. */
    public static MessageDigest create() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
