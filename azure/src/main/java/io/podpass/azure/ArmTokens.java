package io.podpass.azure;

/** Where the token for the calls to ARM comes from. Asked before each call; see {@link CachedToken}. */
@FunctionalInterface
public interface ArmTokens {
    /** A token that is valid now. Throws {@link TokenException}. */
    Token token();
}
