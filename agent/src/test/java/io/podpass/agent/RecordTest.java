package io.podpass.agent;

import static io.podpass.agent.RunningAgent.METADATA;
import static io.podpass.agent.RunningAgent.TOKEN;
import static io.podpass.agent.RunningAgent.TOKEN_PATH;
import static io.podpass.agent.Samples.IDENTITY;
import static io.podpass.agent.Samples.assigned;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.core.Pod;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each request that asks for a token, in whatever way and whatever becomes of it, is one line of the record. */
final class RecordTest {
    private static final Pod ORDERS = Samples.pod("orders", RunningAgent.ADDRESS);

    @RegisterExtension
    private final LoggedLines lines = new LoggedLines(AuditLog.NAME);

    private final RunningAgent agent = new RunningAgent(settings -> settings.with(Paths.DEFAULTS.withHostToken(true)));

    RecordTest() {
        agent.node.with(ORDERS).with(assigned(ORDERS, IDENTITY));
    }

    @AfterEach
    void close() {
        agent.close();
    }

    private List<Map<String, String>> record() {
        return lines.all().stream().map(LoggedLines::fields).toList();
    }

    private void assertOneLine(String path, String outcome, String reason, int status) {
        assertThat(record())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .containsEntry("path", path)
                        .containsEntry("outcome", outcome)
                        .containsEntry("reason", reason)
                        .containsEntry("status", String.valueOf(status)));
    }

    @Test
    void aRequestThatItsCallerLeavesIsOneLineThatSaysSo() throws IOException, InterruptedException {
        var asked = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        agent.imds.beforeAnswer(() -> {
            asked.countDown();
            awaitUninterrupted(answer);
        });
        try (var caller = agent.connect()) {
            caller.send("GET " + TOKEN + " HTTP/1.1\r\nHost: x\r\nMetadata: true\r\n\r\n");
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        }
        // Returns once nobody is being answered any more.
        agent.stop();
        answer.countDown();

        assertOneLine(TOKEN_PATH, "abandoned", "caller-gone", 499);
        assertThat(record().getFirst()).containsEntry("pod", "shop/orders");
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRequestWithoutAnAudienceIsOneLine() throws IOException {
        assertThat(agent.get(TOKEN_PATH, METADATA).status()).isEqualTo(400);

        assertOneLine(TOKEN_PATH, "refused", "malformed-request", 400);
    }

    @Test
    void aRequestWithoutTheHeaderIsOneLine() throws IOException {
        agent.get(TOKEN);

        assertOneLine(TOKEN_PATH, "refused", "malformed-request", 400);
    }

    @Test
    void aTokenPathInDisguiseIsOneLine() throws IOException {
        agent.get("/metadata%5Cidentity/oauth2/token?resource=x", METADATA);

        assertOneLine(TOKEN_PATH, "refused", "malformed-request", 400);
    }

    @Test
    void aRequestThatAProxyPassedOnIsOneLine() throws IOException {
        agent.get(TOKEN, METADATA, "X-Forwarded-For: 10.0.0.1");

        assertOneLine(TOKEN_PATH, "refused", "malformed-request", 400);
    }

    @Test
    void aPodThatAsksForHostTokensIsOneLine() throws IOException {
        agent.get("/host/token?resource=x", "podns: shop", "podname: orders");

        assertOneLine("/host/token", "refused", "not-from-node", 500);
    }

    @Test
    void whatIsNoTokenRequestIsNoLine() throws IOException {
        agent.get("/metadata/instance?api-version=2021-02-01", METADATA);
        agent.get("/metadata/instance?api-version=2021-02-01");
        agent.get("/nowhere", METADATA);

        assertThat(record()).isEmpty();
    }

    @Test
    void theOldMetricCountsTokensOfTheNodeAndWhatIsMalformed() throws IOException {
        agent.get(TOKEN_PATH, METADATA);
        agent.getFromNode("/host/token?resource=https://vault.azure.net", "podns: shop", "podname: orders");

        assertThat(agent.metrics())
                .contains("aadpodidentity_nmi_operations_duration_seconds_count{namespace=\"\","
                        + "operation_type=\"/metadata/identity/oauth2/token\",resource=\"\",status_code=\"400\"} 1\n")
                .contains(
                        "aadpodidentity_nmi_operations_duration_seconds_count{namespace=\"shop\","
                                + "operation_type=\"/host/token\",resource=\"https://vault.azure.net\",status_code=\"200\"} 1\n")
                .doesNotContain("get_pod_list");
    }

    @Test
    void whatStandsInLineIsShown() throws IOException {
        assertThat(agent.metrics())
                .contains("# TYPE podpass_agent_redirect_repairs_count counter\n")
                .contains("podpass_agent_calls_waiting{to=\"imds\"} 0\n")
                .contains("podpass_agent_calls_in_flight{to=\"instance-metadata\"} 0\n")
                .contains("podpass_agent_events_lost_count 0\n");
    }

    @Test
    void everyAnswerIsCountedByItsRoute() throws IOException {
        agent.get("/metadata/instance?api-version=2021-02-01", METADATA);
        agent.get("/metadata/%69dentity/oauth2/token", METADATA);
        agent.get("/nowhere", METADATA);

        assertThat(agent.metrics())
                .contains("podpass_agent_requests_count{route=\"instance-metadata\",status=\"200\"} 1\n")
                .contains("podpass_agent_requests_count{route=\"invalid\",status=\"400\"} 1\n")
                .contains("podpass_agent_requests_count{route=\"other\",status=\"404\"} 1\n");
    }
}
