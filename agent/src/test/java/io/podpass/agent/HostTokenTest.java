package io.podpass.agent;

import static io.podpass.agent.RunningAgent.METADATA;
import static io.podpass.agent.Samples.IDENTITY;
import static io.podpass.agent.Samples.assigned;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.core.ExceptionRule;
import io.podpass.core.ObjectKey;
import io.podpass.core.Pod;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /host/token}: tokens of the node's pods for the node's own programs (spec aad-pod-identity §2.10). */
final class HostTokenTest {
    private static final String QUERY = "?resource=https%3A%2F%2Fvault.azure.net";
    private static final String HOST_TOKEN = "/host/token" + QUERY;
    private static final Pod ORDERS = Samples.pod("orders", RunningAgent.ADDRESS);
    private static final String[] NAMED = {"podns: shop", "podname: orders"};

    private RunningAgent agent = new RunningAgent(settings -> settings.with(Paths.DEFAULTS.withHostToken(true)));

    @BeforeEach
    void grant() {
        agent.node.with(ORDERS).with(assigned(ORDERS, IDENTITY));
    }

    @AfterEach
    void close() {
        agent.close();
    }

    @Test
    void aProgramOfTheNodeGetsAPodsTokenInTheOldShape() throws IOException {
        var answer = agent.getFromNode(HOST_TOKEN, NAMED);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.hasHeader("Content-Type", "application/json")).isTrue();
        assertThat(answer.body())
                .isEqualTo("{\"token\":{\"access_token\":\"token-for-" + IDENTITY.clientId()
                        + "\",\"refresh_token\":\"\",\"expires_in\":\"86399\",\"expires_on\":\""
                        + StoryClock.START.plusSeconds(86399).getEpochSecond()
                        + "\",\"not_before\":\"1795521300\",\"resource\":\"https://vault.azure.net\","
                        + "\"token_type\":\"Bearer\"},\"clientid\":\"" + IDENTITY.clientId() + "\"}");
    }

    @Test
    void whatFollowsThePathDoesNotMatter() throws IOException {
        assertThat(agent.getFromNode("/host/token/" + QUERY, NAMED).status()).isEqualTo(200);
    }

    @Test
    void itIsOffUntilItIsSwitchedOn() throws IOException {
        try (var other = new RunningAgent()) {
            other.node.with(ORDERS).with(assigned(ORDERS, IDENTITY));

            assertThat(other.getFromNode(HOST_TOKEN, "podns: shop", "podname: orders", METADATA)
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void bothHeadersAreRequiredAndThatIsAskedFirst() throws IOException {
        for (var header : new String[] {"podns: shop", "podname: orders", "X-Other: x", "podns: \r\npodname: orders"}) {
            var answer = agent.get("/host/token", header);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo("missing 'podname' and 'podns' from request header\n");
        }
    }

    @Test
    void aPodCannotAskEvenForItselfAndThatIsAskedSecond() throws IOException {
        var answer = agent.get("/host/token", NAMED);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("request remote address is not from a host\n");
        assertThat(agent.imds.seen()).isEmpty();
    }

    /** Proxies and gateways of the node call with addresses of the node as well, for whoever asks them to. */
    @Test
    void whoCallsByAnotherAddressOfTheNodeThanLoopbackGetsNone() throws IOException {
        agent.close();
        agent = new RunningAgent(settings -> settings.with(Paths.DEFAULTS.withHostToken(true))
                .with(new RedirectSettings(
                        RedirectKind.NONE,
                        RedirectSettings.DEFAULTS.interval(),
                        ConntrackCut.OFF,
                        Optional.of(InetAddress.ofLiteral(RunningAgent.ADDRESS)))));
        grant();

        var answer = agent.get(HOST_TOKEN, NAMED);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("request remote address is not from a host\n");
    }

    @Test
    void aResourceIsAskedForThird() throws IOException {
        var answer = agent.getFromNode("/host/token?client_id=x", NAMED);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("parameter resource cannot be empty\n");
    }

    @Test
    void notYetIs404WhateverTheFlagSays() throws IOException {
        agent.close();
        agent = new RunningAgent(
                settings -> settings.with(Paths.DEFAULTS.withHostToken(true)).with(new Answers(true, true, false)));
        agent.node.with(ORDERS);

        var answer = agent.getFromNode(HOST_TOKEN, NAMED);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.hasHeader("x-podpass-reason", "no-assignment")).isTrue();
    }

    @Test
    void aPodThatTheNodeDoesNotHaveIs404() throws IOException {
        var answer = agent.getFromNode(HOST_TOKEN, "podns: shop", "podname: elsewhere");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.hasHeader("x-podpass-reason", "unknown-pod")).isTrue();
    }

    @Test
    void exceptionsAreNotConsulted() throws IOException {
        agent.node
                .with(Samples.labelled(ORDERS, Map.of("legacy", "yes")))
                .with(new ExceptionRule(new ObjectKey("shop", "legacy"), Map.of("legacy", "yes"), Optional.empty()));

        var answer = agent.getFromNode(HOST_TOKEN, NAMED);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.hasHeader("x-podpass-reason", "no-label")).isTrue();
    }

    @Test
    void aPodThatIsReplacedMeanwhileYieldsNoToken() throws IOException {
        agent.imds.beforeAnswer(() -> agent.node.with(Samples.recreated(ORDERS)));

        var answer = agent.getFromNode(HOST_TOKEN, NAMED);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).doesNotContain("token-for");
    }

    @Test
    void nothingIsAnsweredBeforeTheNodeIsKnown() throws IOException {
        agent.node.notSynced();

        assertThat(agent.getFromNode(HOST_TOKEN, NAMED).status()).isEqualTo(503);
    }
}
