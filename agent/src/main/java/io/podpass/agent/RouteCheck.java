package io.podpass.agent;

import java.util.Locale;
import java.util.Optional;

/** Whether the way back to a caller's address must lead to the pod's own interface: {@code --caller-route-check}. */
public enum RouteCheck {
    /** Checked where the network plugin gives each pod a route of its own; elsewhere that is said once. */
    AUTO,
    /** A caller whose interface can't be told is refused. */
    REQUIRE,
    OFF;

    public static Optional<RouteCheck> ofFlag(String text) {
        for (var check : values()) {
            if (check.flag().equals(text)) {
                return Optional.of(check);
            }
        }
        return Optional.empty();
    }

    public String flag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
