package io.podpass.agent;

import java.time.Duration;

/**
 * How the pods' requests are brought to the agent.
 *
 * @param kind {@code --redirect}
 * @param interval how often the redirect is checked ({@code --ipt-update-interval-sec})
 */
public record RedirectSettings(RedirectKind kind, Duration interval) {
    public static final RedirectSettings DEFAULTS = new RedirectSettings(RedirectKind.AUTO, Duration.ofMinutes(1));

    /** Nothing is changed on the node. */
    public static final RedirectSettings NONE = DEFAULTS.withKind(RedirectKind.NONE);

    public RedirectSettings {
        if (!interval.isPositive()) {
            throw new IllegalArgumentException("the redirect's interval must be longer than nothing");
        }
    }

    public RedirectSettings withKind(RedirectKind value) {
        return new RedirectSettings(value, interval);
    }
}
