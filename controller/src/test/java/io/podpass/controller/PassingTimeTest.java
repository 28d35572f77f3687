package io.podpass.controller;

import static io.podpass.controller.World.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.core.Host;
import io.podpass.core.ResourceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time goes on while a turn is taken. */
class PassingTimeTest {
    private static final Host POOL = World.scaleSet("pool");
    private static final Duration SOON = Duration.ofSeconds(20);

    /** Moves on by as much whenever somebody looks. */
    private static final class Ticking extends Clock {
        private final Duration tick;
        private Instant now = StoryClock.START;

        Ticking(Duration tick) {
            this.tick = tick;
        }

        @Override
        public synchronized Instant instant() {
            now = now.plus(tick);
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 20, 40, 90})
    void whatWasPutOffUntilAMomentThatHasPassedIsNotForgotten(int tickMillis) throws Exception {
        var azure = new ScriptedAzure();
        azure.hosts.host(POOL);
        var clock = new Ticking(Duration.ofMillis(tickMillis));
        try (var nobody = Unreachable.client();
                var driver = new HostDriver(nobody, azure, new FakeRecords(), clock, () -> true)) {
            var wanted = new HashSet<ResourceId>();
            for (var pod = 0; pod < 100; pod++) {
                wanted.add(id("id-" + pod));

                var due = driver.turn(POOL, wanted);

                if (!azure.hosts.attached(POOL).equals(wanted)) {
                    assertThat(due).isBefore(clock.instant().plus(SOON));
                }
            }
        }
    }
}
