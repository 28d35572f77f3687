package io.podpass.agent;

import io.podpass.azure.TokenException;
import java.time.Duration;

/** Is told of each call to an issuer of tokens. Called by many threads; must be quick and must not throw. */
interface Fetches {
    void fetched(Fetch kind, Duration took);

    void failed(Fetch kind, TokenException failure);
}
