package io.podpass.agent;

import java.time.Instant;
import java.util.Optional;

/**
 * How the redirect stood when it was last looked at.
 *
 * @param checked when that was
 * @param failingSince since when no check has succeeded; empty while the rules are known to be right
 * @param problem why the last check failed, one line; there exactly when {@code failingSince} is
 * @param repairs how often the rules were found wrong and put right, the installation at start not counted
 */
record RedirectState(Instant checked, Optional<Instant> failingSince, Optional<String> problem, long repairs) {
    RedirectState {
        if (failingSince.isPresent() != problem.isPresent()) {
            throw new IllegalArgumentException("a redirect that fails has a problem, and no other has");
        }
    }

    static RedirectState installed(Instant now) {
        return new RedirectState(now, Optional.empty(), Optional.empty(), 0);
    }

    boolean inPlace() {
        return failingSince.isEmpty();
    }

    RedirectState found(Instant now, boolean repaired) {
        return new RedirectState(now, Optional.empty(), Optional.empty(), repairs + (repaired ? 1 : 0));
    }

    RedirectState failed(Instant now, String why) {
        return new RedirectState(now, Optional.of(failingSince.orElse(now)), Optional.of(why), repairs);
    }
}
