package io.podpass.agent;

import static io.podpass.agent.Samples.IDENTITY;
import static io.podpass.agent.Samples.assigned;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.core.Pod;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /podpass/trial}: whether a pod would get a token, for {@code podpass why --probe}. */
final class TrialTest {
    private static final String TRIAL = "/podpass/trial?resource=https%3A%2F%2Fvault.azure.net";
    private static final Pod ORDERS = Samples.pod("orders", RunningAgent.ADDRESS);
    private static final String[] NAMED = {"podns: shop", "podname: orders"};

    private final RunningAgent agent = new RunningAgent();

    @BeforeEach
    void place() {
        agent.node.with(ORDERS);
    }

    @AfterEach
    void close() {
        agent.close();
    }

    @Test
    void aTokenIsFetchedAndNotGivenAway() throws IOException {
        agent.node.with(assigned(ORDERS, IDENTITY));

        var answer = agent.getFromNode(TRIAL, NAMED);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"client_id\":\"" + IDENTITY.clientId() + "\",\"source\":\"issuer\",\"expires_in\":86399}");
        assertThat(agent.imds.seen()).hasSize(1);
    }

    @Test
    void aPodWithoutAnAssignmentIsToldSoAtOnce() throws IOException {
        var answer = agent.getFromNode(TRIAL, NAMED);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.hasHeader("x-podpass-reason", "no-assignment")).isTrue();
        assertThat(agent.imds.seen()).isEmpty();
    }

    @Test
    void aPodCannotTryEvenForItself() throws IOException {
        agent.node.with(assigned(ORDERS, IDENTITY));

        assertThat(agent.get(TRIAL, NAMED).status()).isEqualTo(500);
        assertThat(agent.imds.seen()).isEmpty();
    }

    @Test
    void aPodHasToBeNamed() throws IOException {
        assertThat(agent.getFromNode(TRIAL, "Metadata: true").status()).isEqualTo(400);
    }

    @Test
    void itCountsAsNoRequestOfThePods() throws IOException {
        agent.getFromNode(TRIAL, NAMED);

        assertThat(agent.metrics())
                .doesNotContain("podpass_agent_tokens_refused_count{")
                .contains("podpass_agent_requests_count{route=\"trial\",status=\"404\"} 1");
    }
}
