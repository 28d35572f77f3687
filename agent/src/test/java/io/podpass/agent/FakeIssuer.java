package io.podpass.agent;

import io.podpass.azure.Token;
import io.podpass.azure.TokenException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Issues tokens of a lifetime of the test's choice, numbered; fails when told to. */
final class FakeIssuer implements Tokens {
    private final StoryClock clock;
    private final List<TokenKey> asked = new ArrayList<>();
    private Duration lifetime = Duration.ofHours(1);
    private Optional<Login> login = Optional.empty();
    private Optional<TokenException> failure = Optional.empty();

    FakeIssuer(StoryClock clock) {
        this.clock = clock;
    }

    synchronized void lifetime(Duration value) {
        lifetime = value;
    }

    /** What tokens are had with from now on. */
    synchronized void shown(Login value) {
        login = Optional.of(value);
    }

    synchronized void fails(TokenException value) {
        failure = Optional.of(value);
    }

    synchronized void isBack() {
        failure = Optional.empty();
    }

    synchronized List<TokenKey> asked() {
        return List.copyOf(asked);
    }

    @Override
    public synchronized Issued issue(TokenKey key, Instant deadline) {
        asked.add(key);
        if (failure.isPresent()) {
            throw failure.get();
        }
        var now = clock.instant();
        var token = new Token("token-" + asked.size(), now, now.plus(lifetime), key.audience(), "Bearer");
        return new Issued(new Fetched(List.of(token), login), Issued.Origin.ISSUER);
    }
}
