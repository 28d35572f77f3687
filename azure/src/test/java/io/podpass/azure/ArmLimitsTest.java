package io.podpass.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ArmLimitsTest {
    @Test
    void defaultsGiveABusyAzureAQuarterOfAnHour() {
        assertThat(ArmLimits.DEFAULTS).isEqualTo(new ArmLimits(Duration.ofMinutes(1), Duration.ofMinutes(15), 3));
    }
}
