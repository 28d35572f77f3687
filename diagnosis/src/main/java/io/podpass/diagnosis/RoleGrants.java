package io.podpass.diagnosis;

import io.podpass.azure.ArmException;
import io.podpass.azure.ArmRoles;
import io.podpass.azure.Pause;
import io.podpass.core.RoleNeed;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Assigns what is missing, and waits until ARM shows it. A repetition changes nothing. */
public final class RoleGrants {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final ArmRoles roles;
    private final Clock clock;
    private final Pause pause;
    private final Consumer<String> progress;

    /** {@code progress} gets one line for each thing that was done. */
    public RoleGrants(ArmRoles roles, Clock clock, Pause pause, Consumer<String> progress) {
        this.roles = roles;
        this.clock = clock;
        this.pause = pause;
        this.progress = progress;
    }

    /** All that can be; returns what was refused. */
    public List<ArmException> make(List<RoleNeed> missing) {
        var refused = new ArrayList<ArmException>();
        for (var need : missing) {
            try {
                var made = roles.assign(need);
                progress.accept(
                        (made ? "assigned " : "there already: ") + need.role().roleName() + " on " + need.scope());
            } catch (ArmException e) {
                progress.accept("refused: " + need.role().roleName() + " on " + need.scope());
                refused.add(e);
            }
        }
        return refused;
    }

    /** Until {@code look} shows nothing missing any more; returns what it showed last, at the latest after the limit. */
    public List<RoleState> await(Supplier<List<RoleState>> look, Duration limit) throws InterruptedException {
        var deadline = clock.instant().plus(limit);
        var wait = FIRST_WAIT;
        while (true) {
            var states = look.get();
            var open = states.stream().filter(state -> !state.met()).count();
            if (open == 0 || !clock.instant().plus(wait).isBefore(deadline)) {
                return states;
            }
            progress.accept(open + " not shown by Azure yet");
            pause.pause(wait);
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
        }
    }
}
