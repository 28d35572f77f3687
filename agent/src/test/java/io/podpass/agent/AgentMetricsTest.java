package io.podpass.agent;

import static io.podpass.agent.Samples.ADDRESS;
import static io.podpass.agent.Samples.IDENTITY;
import static io.podpass.agent.Samples.ORDERS;
import static io.podpass.agent.Samples.VAULT;
import static io.podpass.agent.Samples.assigned;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.azure.TokenException;
import io.podpass.core.Decision;
import io.podpass.core.Pod;
import io.podpass.core.RequestedIdentity;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The text that the scraper of an old installation reads (spec aad-pod-identity §3.13). */
final class AgentMetricsTest {
    private final AgentMetrics metrics = new AgentMetrics(new AudienceLabel(false));

    private void decided(Optional<Pod> pod, String audience, Outcome.Verdict verdict, int status, Duration took) {
        metrics.decided(new Outcome(
                Operation.TOKEN,
                ADDRESS,
                pod,
                new TokenQuery(audience, RequestedIdentity.NONE, false),
                verdict,
                status,
                took));
    }

    private void issued(String audience, Duration took) {
        decided(
                Optional.of(ORDERS),
                audience,
                new Outcome.Verdict.Issued(new Decision.Allowed(assigned(ORDERS, IDENTITY)), Issued.Origin.CACHE),
                200,
                took);
    }

    @Test
    void nothingIsThereBeforeItsFirstObservation() {
        assertThat(metrics.all().text()).isEmpty();
    }

    @Test
    void requestsHaveTheOldNameLabelsAndBuckets() {
        issued(VAULT, Duration.ofMillis(1500));

        var labels = "namespace=\"shop\",operation_type=\"/metadata/identity/oauth2/token\","
                + "resource=\"https://vault.azure.net\",status_code=\"200\"";
        var name = "aadpodidentity_nmi_operations_duration_seconds";
        assertThat(metrics.all().text())
                .contains("# TYPE " + name + " histogram\n")
                .contains(name + "_bucket{" + labels + ",le=\"0.5\"} 0\n" + name + "_bucket{" + labels
                        + ",le=\"1\"} 0\n" + name + "_bucket{" + labels + ",le=\"2\"} 1\n" + name + "_bucket{"
                        + labels + ",le=\"3\"} 1\n")
                .contains(name + "_bucket{" + labels + ",le=\"100\"} 1\n" + name + "_bucket{" + labels
                        + ",le=\"+Inf\"} 1\n" + name + "_sum{" + labels + "} 1.5\n" + name + "_count{" + labels
                        + "} 1\n");
        assertThat(metrics.all().text().lines().filter(line -> line.startsWith(name + "_bucket")))
                .hasSize(19);
    }

    @Test
    void fetchesHaveTheOldNameAndBuckets() {
        metrics.fetched(Fetch.ATTACHED, Duration.ofMillis(250));

        var label = "operation_type=\"adal_token_msi_userassignedid\"";
        var name = "aadpodidentity_imds_operations_duration_seconds";
        assertThat(metrics.all().text().lines().filter(line -> line.startsWith(name + "_bucket")))
                .hasSize(19)
                .startsWith(name + "_bucket{" + label + ",le=\"0.01\"} 0")
                .contains(name + "_bucket{" + label + ",le=\"0.3\"} 1")
                .contains(name + "_bucket{" + label + ",le=\"10\"} 1");
    }

    @Test
    void countersKeepTheSuffixCountAsTheirOwnName() {
        metrics.failed(Fetch.SERVICE_PRINCIPAL, TokenException.unavailable("away"));
        metrics.failed(Fetch.SERVICE_PRINCIPAL, TokenException.unavailable("away"));
        decided(Optional.empty(), VAULT, new Outcome.Verdict.Refused(Refusal.notReady()), 503, Duration.ZERO);

        assertThat(metrics.all().text()).contains("""
                        # TYPE aadpodidentity_imds_operations_errors_count counter
                        aadpodidentity_imds_operations_errors_count{operation_type="adal_token"} 2
                        """).contains("""
                        # TYPE aadpodidentity_kubernetes_api_operations_errors_count counter
                        aadpodidentity_kubernetes_api_operations_errors_count{operation_type="get_pod_list"} 1
                        """).doesNotContain("_total");
    }

    @Test
    void aSecretThatCouldNotBeReadHasTheOldLabel() {
        metrics.secretUnread();

        assertThat(metrics.all().text())
                .contains("aadpodidentity_kubernetes_api_operations_errors_count{operation_type=\"get_secret\"} 1\n");
    }

    @Test
    void aCallerCannotMakeSeriesByAskingForMoreAudiences() {
        for (var i = 0; i < 100; i++) {
            issued("https://made-up-" + i + ".example.com", Duration.ZERO);
        }

        assertThat(metrics.all().text().lines().filter(line -> line.contains("operations_duration_seconds_count")))
                .containsExactly("aadpodidentity_nmi_operations_duration_seconds_count{namespace=\"shop\","
                        + "operation_type=\"/metadata/identity/oauth2/token\",resource=\"other\","
                        + "status_code=\"200\"} 100");
    }

    @Test
    void refusalsAreCountedByReason() {
        decided(
                Optional.of(ORDERS),
                VAULT,
                new Outcome.Verdict.Refused(Refusal.denied(Decision.Reason.NOT_GRANTED)),
                403,
                Duration.ZERO);

        assertThat(metrics.all().text()).contains("podpass_agent_tokens_refused_count{reason=\"not-granted\"} 1\n");
    }
}
