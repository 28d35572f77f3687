package io.podpass.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.http.OperationsPorts;
import io.podpass.kube.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ControllerSettingsTest {
    @Test
    void defaultsAreTheDocumentedOnes() {
        assertThat(ControllerSettings.DEFAULTS)
                .isEqualTo(new ControllerSettings(
                        false,
                        new LeaderElection(true, "default", "aad-pod-identity-mic", "", Duration.ofSeconds(15)),
                        Set.of(),
                        20,
                        500,
                        Duration.ofMinutes(3),
                        new Backoff(Duration.ofMillis(100), Duration.ofMinutes(1)),
                        new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(5)),
                        Duration.ofMinutes(1),
                        new Upkeep(
                                Duration.ofSeconds(30),
                                Duration.ofHours(1),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(10)),
                        OperationsPorts.NONE,
                        TypeUpgradeSettings.OFF,
                        Clock.systemUTC()));
    }

    @Test
    void leasesAreRenewedAndRetriedAsTheOldControllerDid() {
        assertThat(LeaderElection.DEFAULTS.renewDeadline()).isEqualTo(Duration.ofMillis(7500));
        assertThat(LeaderElection.DEFAULTS.retryPeriod()).isEqualTo(Duration.ofMillis(3750));
    }

    @Test
    void clientIdsCompareWithoutCase() {
        assertThat(ControllerSettings.DEFAULTS.withNeverDetached(Set.of("ABC")).neverDetaches("abc"))
                .isTrue();
    }
}
