package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.podpass.http.Health;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class WatchMonitorTest {
    @RegisterExtension
    private final LoggedLines lines = new LoggedLines(WatchMonitor.class.getName());

    private final StoryClock clock = new StoryClock();
    private boolean synced;
    private Optional<String> interruption = Optional.of("cannot read pods: forbidden");
    private final WatchMonitor monitor = new WatchMonitor(() -> synced, () -> interruption, clock);

    private void looksFor(Duration time) {
        var end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            monitor.look();
            clock.advance(Duration.ofSeconds(1));
        }
        monitor.look();
    }

    private void reads() {
        synced = true;
        interruption = Optional.empty();
        monitor.look();
    }

    private void loses() {
        interruption = Optional.of("cannot read pods: ConnectException");
    }

    private List<String> said() {
        return lines.all().stream().map(ILoggingEvent::getMessage).toList();
    }

    private Health health() {
        return monitor.state().health(clock.instant());
    }

    @Test
    void isBrokenUntilEverythingHasBeenReadAndSaysWhy() {
        monitor.look();

        assertThat(health().problem().orElse(""))
                .contains("cannot read pods: forbidden")
                .contains("refused");
        reads();
        assertThat(health().ok()).isTrue();
        assertThat(said()).containsExactly("the node's pods have been read");
    }

    @Test
    void saysOnceThatNothingCanBeRead() {
        looksFor(Duration.ofMinutes(5));

        assertThat(said()).singleElement().asString().startsWith("the node's pods cannot be read yet");
    }

    @Test
    void aWatchThatIsSetUpAnewIsNothingToTellOf() {
        reads();
        loses();
        looksFor(WatchState.PATIENCE.minusSeconds(1));
        reads();
        loses();
        looksFor(WatchState.PATIENCE.minusSeconds(1));

        assertThat(health().ok()).isTrue();
        assertThat(said()).hasSize(1);
    }

    @Test
    void anAbsenceIsSaidOnceAndSoIsTheReturn() {
        reads();
        loses();
        looksFor(Duration.ofMinutes(10));

        assertThat(health().problem().orElse(""))
                .startsWith("no news for 600 s: cannot read pods: ConnectException")
                .contains("answered by what was read before");
        reads();
        assertThat(health().ok()).isTrue();
        assertThat(said().subList(1, said().size()))
                .containsExactly(
                        "the API server is away: requests are answered by what was read before",
                        "the API server is back");
    }

    @Test
    void knowledgeOfTheNodeDoesNotGrowOldWithoutBound() {
        reads();
        loses();
        looksFor(WatchState.TRUSTED_FOR.minusSeconds(1));
        assertThat(monitor.state().outdated(clock.instant())).isFalse();

        looksFor(Duration.ofSeconds(1));

        assertThat(monitor.state().outdated(clock.instant())).isTrue();
        assertThat(health().problem().orElse("")).contains("refused");
        assertThat(said()).last().asString().contains("for too long");
    }
}
