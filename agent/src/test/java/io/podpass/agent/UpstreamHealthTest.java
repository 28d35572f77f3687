package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.azure.TokenException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class UpstreamHealthTest {
    private final StoryClock clock = new StoryClock();
    private final UpstreamHealth upstream = new UpstreamHealth(clock);

    private void failsFor(Duration time) {
        upstream.failed(Fetch.ATTACHED, TokenException.unavailable("cannot reach IMDS"));
        clock.advance(time);
        upstream.failed(Fetch.ATTACHED, TokenException.unavailable("cannot reach IMDS"));
    }

    @Test
    void aShortAbsenceOfImdsIsNoFault() {
        failsFor(UpstreamHealth.PATIENCE.minusSeconds(1));

        assertThat(upstream.health().ok()).isTrue();
    }

    @Test
    void requestsThatGoOnFailingAreAFaultAndSayWhy() {
        failsFor(UpstreamHealth.PATIENCE);

        assertThat(upstream.health().component()).isEqualTo("upstream");
        assertThat(upstream.health().problem().orElse("")).contains("for 90 s").contains("cannot reach IMDS");
    }

    @Test
    void oneTokenMendsIt() {
        failsFor(UpstreamHealth.PATIENCE);
        upstream.fetched(Fetch.ATTACHED, Duration.ZERO);

        assertThat(upstream.health().ok()).isTrue();
    }

    @Test
    void aRefusalIsAnAnswer() {
        failsFor(UpstreamHealth.PATIENCE);
        upstream.failed(Fetch.ATTACHED, TokenException.refused("no such identity"));

        assertThat(upstream.health().ok()).isTrue();
    }

    @Test
    void withNoRequestForLongNothingIsKnown() {
        failsFor(UpstreamHealth.PATIENCE);
        clock.advance(UpstreamHealth.MEMORY);

        assertThat(upstream.health().ok()).isTrue();
    }
}
