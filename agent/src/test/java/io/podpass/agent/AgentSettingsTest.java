package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.podpass.http.OperationsPorts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AgentSettingsTest {
    @Test
    void defaultsAreTheOldFlagsDefaultsButForTheLastWait() {
        assertThat(AgentSettings.defaults("node-1"))
                .isEqualTo(new AgentSettings(
                        "node-1",
                        new Addresses(
                                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 2579),
                                new InetSocketAddress(InetAddress.ofLiteral("169.254.169.254"), 80),
                                URI.create("http://169.254.169.254:80")),
                        false,
                        OperationMode.STANDARD,
                        new Paths(
                                false,
                                List.of(
                                        "/metadata/instance",
                                        "/metadata/versions",
                                        "/metadata/scheduledevents",
                                        "/metadata/attested",
                                        "/metadata/loadbalancer")),
                        new Waits(16, 16, Duration.ofSeconds(5), Duration.ofMillis(1200)),
                        new Answers(false, true, false),
                        new RedirectSettings(
                                RedirectKind.AUTO, Duration.ofMinutes(1), ConntrackCut.BEST_EFFORT, Optional.empty()),
                        new SpoofingSettings(RouteCheck.AUTO, false, Optional.empty()),
                        OperationsSettings.NONE,
                        LoginSettings.DEFAULTS));
    }

    @Test
    void probesAndMetricsAreOnTheOldPortsOfAllAddresses() {
        assertThat(OperationsSettings.DEFAULTS)
                .isEqualTo(new OperationsSettings(
                        new OperationsPorts(
                                Optional.of(new InetSocketAddress(8080)), Optional.of(new InetSocketAddress(9090))),
                        false));
    }

    @Test
    void theBudgetsComeTo80And160Seconds() {
        assertThat(Waits.DEFAULTS.created()).isEqualTo(Duration.ofSeconds(80));
        assertThat(Waits.DEFAULTS.total()).isEqualTo(Duration.ofSeconds(160));
    }

    @Test
    void anAgentNeedsToKnowItsNode() {
        assertThatIllegalArgumentException().isThrownBy(() -> AgentSettings.defaults(""));
    }

    @Test
    void theRedirectIsNamedAsItsFlag() {
        assertThat(RedirectKind.ofFlag("iptables")).contains(RedirectKind.IPTABLES);
        assertThat(RedirectKind.ofFlag("IPTABLES")).isEmpty();
    }

    @Test
    void managedModeNeedsNamespacedMode() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AgentSettings.defaults("node-1").with(OperationMode.MANAGED))
                .withMessageStartingWith("managed mode not intialized in force namespaced mode");
    }

    @Test
    void managedModeWaitsForNoGrant() {
        var managed = AgentSettings.defaults("node-1").withForceNamespaced(true).with(OperationMode.MANAGED);

        assertThat(managed.grantWaits().total()).isZero();
        assertThat(managed.grantWaits().caller()).isEqualTo(Waits.DEFAULTS.caller());
    }

    @Test
    void theModeIsNamedInAnyCase() {
        assertThat(OperationMode.ofFlag("Managed")).contains(OperationMode.MANAGED);
        assertThat(OperationMode.ofFlag("other")).isEmpty();
    }
}
