package io.podpass.agent;

import static io.podpass.agent.RunningAgent.METADATA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.podpass.core.Pod;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PathsTest {
    private static final Pod ORDERS = Samples.pod("orders", RunningAgent.ADDRESS);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/metadata",
                "/metadata/",
                "metadata/instance",
                "/metadata/instance/",
                "/latest/meta-data",
                "/metadata/identity",
                "/metadata/identity/info",
                "/metadata/identity/oauth2/token",
                "/metadata/identity/issuecredential",
                "/metadata/Identity",
                "/Metadata/instance",
                "/metadata//identity",
                "/metadata/./identity",
                "/metadata/x/../identity",
                "/metadata/%69dentity",
                "/metadata/%2569dentity",
                "/metadata\\identity",
                "/metadata/identity;x",
                "/metadata/instance?x",
                "http://169.254.169.254/metadata/identity"
            })
    void nothingThatCouldLeadToATokenCanBePassedThrough(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Paths.DEFAULTS.withPassThrough(List.of(path)))
                .withMessageStartingWith("cannot pass through " + path + ": ");
    }

    @Test
    void whatIsListedIsPassedThroughWithAllBelowIt() throws IOException {
        try (var agent = new RunningAgent(
                settings -> settings.with(Paths.DEFAULTS.withPassThrough(List.of("/metadata/custom"))))) {
            agent.node.with(ORDERS);
            assertThat(agent.get("/metadata/custom", METADATA).status()).isEqualTo(200);
            assertThat(agent.get("/Metadata/Custom/x?a=b", METADATA).status()).isEqualTo(200);
            assertThat(agent.get("/metadata/customers", METADATA).status()).isEqualTo(404);
            assertThat(agent.get("/metadata/instance", METADATA).status()).isEqualTo(404);
            assertThat(agent.imds.seen())
                    .extracting(FakeImds.Seen::target)
                    .containsExactly("/metadata/custom", "/Metadata/Custom/x?a=b");
        }
    }

    @Test
    void nothingIsPassedThroughWhenNothingIsListed() throws IOException {
        try (var agent = new RunningAgent(settings -> settings.with(Paths.DEFAULTS.withPassThrough(List.of())))) {
            for (var path : Paths.DEFAULTS.passThrough()) {
                var answer = agent.get(path, METADATA);
                assertThat(answer.status()).isEqualTo(404);
                assertThat(answer.body()).startsWith("{\"error\":\"not_found\",\"error_description\":");
            }
            assertThat(agent.imds.seen()).isEmpty();
        }
    }

    @Test
    void theBlockOfInstanceMetadataComesBeforeTheList() throws IOException {
        try (var agent = new RunningAgent(settings -> settings.with(new Answers(false, true, true)))) {
            for (var path : List.of("/metadata/instance", "/metadata/instance/", "/Metadata/INSTANCE/compute")) {
                assertThat(agent.get(path, METADATA).status()).isEqualTo(403);
                assertThat(agent.get(path).body()).isEqualTo("Request blocked by AAD Pod Identity NMI\n");
            }
            assertThat(agent.imds.seen()).isEmpty();
        }
    }

    @Test
    void theHeaderIsAskedForBeforeThePathIsJudged() throws IOException {
        try (var agent = new RunningAgent()) {
            assertThat(agent.get("/metadata/no-such-thing").status()).isEqualTo(400);
            assertThat(agent.get("/metadata/no-such-thing", METADATA).status()).isEqualTo(404);
        }
    }

    @Test
    void plainTextErrorsHaveTheOldHeadersAndEndTheirLine() throws IOException {
        try (var agent = new RunningAgent(settings -> settings.with(new Answers(false, true, true)))) {
            for (var target : List.of(
                    "/metadata/identity/oauth2/token", "/metadata/identity/oauth2\\token", "/metadata/instance")) {
                var answer = agent.get(target, METADATA);

                assertThat(answer.hasHeader("Content-Type", "text/plain; charset=utf-8"))
                        .isTrue();
                assertThat(answer.hasHeader("X-Content-Type-Options", "nosniff"))
                        .isTrue();
                assertThat(answer.body()).endsWith("\n");
            }
        }
    }

    /** Where pods can't be led to loopback, the agent listens on the node's own address, which others reach as well. */
    @Test
    void whoIsNeitherThisNodeNorAPodOfItIsToldNothingOfTheNode() throws IOException {
        try (var agent = new RunningAgent()) {
            var answer = agent.get("/metadata/instance", METADATA);

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.hasHeader("x-podpass-reason", "unknown-caller")).isTrue();
            assertThat(agent.imds.seen()).isEmpty();

            agent.node.notSynced();
            assertThat(agent.get("/metadata/instance", METADATA).status()).isEqualTo(503);
        }
    }

    @Test
    void aPodThatIsKnownIsToldOfTheNodeAlsoWhileTheApiServerIsAway() throws IOException {
        try (var agent = new RunningAgent()) {
            agent.node.with(ORDERS).notSynced();

            assertThat(agent.get("/metadata/instance", METADATA).status()).isEqualTo(200);
        }
    }

    @Test
    void theOldEndToEndTestOfEndpointsHoldsFromTheNode() throws IOException {
        try (var agent = new RunningAgent(settings -> settings.with(new Answers(false, true, true)))) {
            assertThat(agent.getFromNode("/metadata/not/exist", METADATA).status())
                    .isEqualTo(404);
            assertThat(agent.getFromNode("/metadata/not/exist").body())
                    .contains("Required metadata header not specified");
            assertThat(agent.getFromNode("/metadata/instance", METADATA).status())
                    .isEqualTo(403);
        }
    }

    @Test
    void aPodCannotStartTheNodesMaintenance() throws IOException {
        try (var agent = new RunningAgent()) {
            assertThat(agent.send("POST", "/metadata/scheduledevents?api-version=2020-07-01", METADATA)
                            .status())
                    .isEqualTo(405);
            assertThat(agent.imds.seen()).isEmpty();
        }
    }

    @Test
    void aQueryIsPassedOnAsItCame() throws IOException {
        try (var agent = new RunningAgent()) {
            agent.node.with(ORDERS);
            var target =
                    "/metadata/instance/compute?api-version=2021-02-01&format=text&x=%2F..%2Fidentity&y=a!b$c'd;e@f?g";

            assertThat(agent.get(target, METADATA).status()).isEqualTo(200);
            assertThat(agent.imds.seen()).extracting(FakeImds.Seen::target).containsExactly(target);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/metadata/identity/oauth2/token, TOKEN",
        "/metadata/identity/oauth2/token/, TOKEN",
        "/Metadata/identity/oauth2/token/, TOKEN",
        "/metadata/identity/oauth2/tokens, TOKEN",
        "/metadata/Identity/oauth2/token/, INVALID",
        "/host/token, HOST_TOKEN",
        "/host/token/, HOST_TOKEN",
        "/podpass/trial, TRIAL",
        "/podpass/trial/x, OTHER",
        "/metadata/instance, INSTANCE_METADATA",
        "/metadata/instance/, INSTANCE_METADATA",
        "/Metadata/instance, INSTANCE_METADATA",
        "/metadata/, OTHER",
        "/metadata/identity\\oauth2/token, INVALID",
        "/metadata/identity/oauth2\\token, INVALID",
        "/metadata/identity\\oauth2\\token, INVALID",
        "/metadata/identity/\\oauth2/token, INVALID",
        "/metadata/identity/oauth2/\\token, INVALID"
    })
    void eachPathHasTheRouteThatTheOldRouterGaveItOrIsRefused(String path, Route route) {
        assertThat(Route.of(RequestPath.of(path))).isEqualTo(route);
    }
}
