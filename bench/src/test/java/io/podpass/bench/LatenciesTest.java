package io.podpass.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class LatenciesTest {
    private final Latencies hundred = Latencies.of(
            LongStream.rangeClosed(1, 100).map(millis -> millis * 1_000_000).toArray());

    @Test
    void aPercentileIsATimeThatOccurred() {
        assertThat(hundred).isEqualTo(new Latencies(100, 50, 99, 100));
    }

    @Test
    void theLineOfAProcessIsReadAsItWasWritten() {
        assertThat(Latencies.parse(hundred.line())).isEqualTo(hundred);
    }

    @Test
    void nothingMeasuredIsAnError() {
        assertThatExceptionOfType(BenchException.class)
                .isThrownBy(() -> Latencies.of(new long[0]))
                .withMessage("nothing was measured");
    }
}
