package io.podpass.e2e;

import static io.podpass.e2e.PodCalls.claimIn;
import static io.podpass.e2e.PodCalls.clientIdIn;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.agent.Answers;
import io.podpass.agent.Waits;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The rest of the old end-to-end suite, as far as the agent has a part in it (spec aad-pod-identity §7.1). */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class OldAgentScenario extends OldSuiteScenario {
    private static final int MANY = 40;
    private static final Duration FOR_MANY = Duration.ofSeconds(150);
    private static final String RETRY_AFTER = "Retry-After";

    private Tenant late;
    private PodSdk sdk;
    private CompletableFuture<String> sdksToken;

    /** It is told to wait for 20 s, and does: begun before all other tests, looked at after them. */
    @BeforeAll
    void letAnSdkAskTooEarly() throws InterruptedException {
        var hurried = installation()
                .startAgent(settings -> settings.with(new Answers(true, true, false))
                        .with(new Waits(1, 1, Duration.ofSeconds(1), Duration.ofMillis(1200))));
        late = Tenant.in(installation(), hurried.port(), "retry-after").identity(ORDERS);
        sdk = new PodSdk(late.pod("web", "late", "127.2.13.10"));
        sdksToken = sdk.token(clientId(ORDERS));
        assertThat(sdk.statuses().poll(1, TimeUnit.MINUTES)).isEqualTo(503);
        late.binding("orders", ORDERS, "late");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void shouldServeRetriesOfAnSdkThatFollowsRetryAfter() throws Exception {
        var token = sdksToken.get(2, TimeUnit.MINUTES);

        assertThat(claimIn(token, "appid")).isEqualTo(clientId(ORDERS));
        assertThat(sdk.statuses()).as("answers after the first").containsExactly(200);
    }

    @Test
    void shouldRefuseWith503AndRetryAfterOnlyWhereTheFlagSaysSo() throws Exception {
        var hurried = new PodCalls(late.pod("early", "never", "127.2.13.11").address(), late.agentPort());
        var refused = hurried.token("");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue(RETRY_AFTER)).contains("20");

        var plain = tenant("not-found").pod("web", "never", "127.2.13.12").token("");

        assertThat(plain.statusCode()).isEqualTo(404);
        assertThat(plain.headers().firstValue(RETRY_AFTER)).isEmpty();
    }

    @Test
    void shouldReturnTheProperHttpStatusForVariousEndpoints() throws Exception {
        var pod = tenant("endpoints").pod("web", "orders", "127.2.12.10");

        assertThat(pod.get("/metadata/nothing", "Metadata", "true").statusCode())
                .isEqualTo(404);
        assertThat(pod.get("/metadata/versions").body()).contains("Required metadata header not specified");
        assertThat(pod.get("/metadata/instance", "Metadata", "true").statusCode())
                .isEqualTo(403);
    }

    @Test
    void shouldPassTheIdentityValidationWithAServicePrincipal() throws Exception {
        var byLogin = tenant("service-principals");
        var withSecret = installation().localAzure().registerApplication("by-secret");
        var withCertificate = installation().localAzure().registerApplication("by-certificate");
        byLogin.secret("secret", Map.of("clientSecret", withSecret.addSecret().getBytes(UTF_8)))
                .servicePrincipal("by-secret", 1, withSecret.clientId(), "secret")
                .binding("by-secret", "by-secret", "first");
        byLogin.secret(
                        "certificate",
                        Map.of(
                                "certificate",
                                withCertificate.addCertificate("pass"),
                                "password",
                                "pass".getBytes(UTF_8)))
                .servicePrincipal("by-certificate", 2, withCertificate.clientId(), "certificate")
                .binding("by-certificate", "by-certificate", "second");

        var first = byLogin.pod("first", "first", "127.2.14.10");
        var second = byLogin.pod("second", "second", "127.2.14.11");

        byLogin.awaitAssigned("first", 1);
        byLogin.awaitAssigned("second", 1);
        assertThat(clientIdIn(first.token(""))).isEqualTo(withSecret.clientId());
        assertThat(clientIdIn(second.token(""))).isEqualTo(withCertificate.clientId());
        assertThat(first.token("&client_id=" + withCertificate.clientId()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void shouldLetAPodPassThatAnAzurePodIdentityExceptionNames() throws Exception {
        var systemAssigned = installation().giveTheHostAnIdentityOfItsOwn();
        var tenant = tenant("exception");
        var addon = tenant.unlabelledPod("addon", "127.2.15.10");
        assertThat(addon.token("&client_id=" + clientId(ORDERS)).statusCode()).isEqualTo(403);

        tenant.mark("addon", "app", "addon").exception("addons", "app", "addon");

        addon.tokenOnce("", OldAgentScenario::issued);
        assertThat(claimIn(PodCalls.tokenIn(addon.token("")), "oid")).isEqualTo(systemAssigned);
        assertThat(clientIdIn(addon.token("&client_id=" + clientId(ORDERS)))).isEqualTo(clientId(ORDERS));
        assertThat(clientIdIn(addon.token(
                        "&mi_res_id=" + installation().identity(REPORTS).resourceId())))
                .isEqualTo(clientId(REPORTS));

        tenant.deleteException("addons");
        assertThat(addon.onceRefused().statusCode()).isEqualTo(403);
    }

    private static boolean issued(HttpResponse<String> answer) {
        return answer.statusCode() == 200;
    }

    @Test
    void shouldPassTheLivenessProbe() throws IOException, InterruptedException {
        var probes = new PodCalls(
                late.pod("anybody", "none", "127.2.16.10").address(),
                agent().probePort().orElseThrow());

        var answer = probes.get("/healthz");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("Active");
    }

    @Test
    void shouldAssignFortyPodsWithin150Seconds() throws Exception {
        // Each asks at once and is held until it is its turn, as with the defaults of a real node.
        var patient = installation().startAgent(UnaryOperator.identity());
        var tenant = Tenant.in(installation(), patient.port(), "forty")
                .identity(ORDERS)
                .binding("orders", ORDERS, "orders");
        var firstCalls = new ArrayList<Callable<String>>();
        for (var i = 0; i < MANY; i++) {
            var pod = tenant.pod("web-" + i, "orders", "127.2.17." + (10 + i));
            firstCalls.add(() -> clientIdIn(pod.token("")));
        }

        try (var pods = Executors.newVirtualThreadPerTaskExecutor()) {
            List<String> clientIds = new ArrayList<>();
            for (var call : pods.invokeAll(firstCalls, FOR_MANY.toSeconds(), TimeUnit.SECONDS)) {
                clientIds.add(call.get());
            }
            assertThat(clientIds).hasSize(MANY).containsOnly(clientId(ORDERS));
        }
        for (var i = 0; i < MANY; i++) {
            tenant.awaitAssigned("web-" + i, 1);
        }
    }
}
