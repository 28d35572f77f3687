package io.podpass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.agent.Addresses;
import io.podpass.agent.Agent;
import io.podpass.agent.AgentSettings;
import io.podpass.agent.RedirectSettings;
import io.podpass.azure.ArmHosts;
import io.podpass.azure.ArmLimits;
import io.podpass.azure.ImdsClient;
import io.podpass.azure.Pause;
import io.podpass.cli.ArmAdministrator;
import io.podpass.cli.ClusterSetup;
import io.podpass.cli.ReferenceAzure;
import io.podpass.cli.ReferenceSetup;
import io.podpass.cli.Scenario.BindingObject;
import io.podpass.cli.Scenario.IdentityObject;
import io.podpass.controller.Controller;
import io.podpass.controller.ControllerSettings;
import io.podpass.kube.CustomResourceDefinitions;
import io.podpass.localazure.LocalAzure;
import io.podpass.localazure.LocalAzureSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One pod, one identity, one token: the same on every API server that we support. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FirstTokenScenario {
    private static final String NAMESPACE = "first-token";
    private static final InetAddress POD_IP = InetAddress.ofLiteral("127.1.7.10");
    private static final InetAddress STRANGER_IP = InetAddress.ofLiteral("127.1.7.66");

    private final Clock clock = Clock.systemUTC();
    private LocalAzure localAzure;
    private ReferenceAzure azure;
    private KubernetesClient kube;
    private ClusterSetup cluster;
    private HttpClient arm;
    private Controller controller;
    private Agent agent;

    /** A client of the API server under test, which has no objects of ours yet. */
    abstract KubernetesClient connect();

    @BeforeAll
    void startTheSystem() throws Exception {
        localAzure = LocalAzure.start(LocalAzureSettings.loopback());
        try (var calls =
                new ArmAdministrator(localAzure.arm(), localAzure.sslContext(), localAzure.administratorToken())) {
            azure = new ReferenceSetup(calls, localAzure.subscriptionId(), UUID::randomUUID, Set.of()).make();
        }
        kube = connect();
        for (var definition : CustomResourceDefinitions.all()) {
            kube.resource(definition).create();
            kube.resource(definition)
                    .waitUntilCondition(
                            made -> made.getStatus() != null
                                    && made.getStatus().getConditions() != null
                                    && made.getStatus().getConditions().stream()
                                            .anyMatch(condition -> condition
                                                            .getType()
                                                            .equals("Established")
                                                    && condition.getStatus().equals("True")),
                            30,
                            TimeUnit.SECONDS);
        }
        cluster = new ClusterSetup(kube);
        cluster.namespace(NAMESPACE);
        kube.resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName("default")
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        azure.machines().forEach(cluster::node);
        var machine = azure.machines().getFirst();
        var imds =
                localAzure.openImds(machine.resourceId(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        var imdsUri = URI.create("http://127.0.0.1:" + imds.getPort());
        startController(imdsUri);
        agent = Agent.start(
                AgentSettings.defaults(machine.nodeName())
                        .with(Addresses.DEFAULTS
                                .withListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                                .withImds(imdsUri))
                        .with(RedirectSettings.NONE),
                kube);
        agent.awaitReady(Duration.ofSeconds(30));
        cluster.identity(
                new IdentityObject(NAMESPACE, ReferenceSetup.SECRETS_IDENTITY),
                azure.identity(ReferenceSetup.SECRETS_IDENTITY));
        cluster.pod(NAMESPACE, "reader", Optional.of("secrets"), machine.nodeName(), POD_IP.getHostAddress());
        cluster.binding(new BindingObject(NAMESPACE, "secrets", ReferenceSetup.SECRETS_IDENTITY, "secrets"));
    }

    private void startController(URI imds) {
        var pause = Pause.real();
        var metadata = new ImdsClient(imds, ImdsClient.plainHttpClient(), clock, pause);
        arm = HttpClient.newBuilder().sslContext(localAzure.sslContext()).build();
        var hosts = new ArmHosts(
                localAzure.arm(),
                arm,
                () -> metadata.token(
                        azure.kubelet().clientId(),
                        "https://management.azure.com/",
                        clock.instant().plusSeconds(30)),
                clock,
                pause,
                ArmLimits.DEFAULTS);
        controller = Controller.start(
                ControllerSettings.DEFAULTS.withNeverDetached(
                        Set.of(azure.kubelet().clientId())),
                kube,
                hosts);
    }

    @AfterAll
    void stopTheSystem() {
        for (var part : new AutoCloseable[] {agent, controller, arm, kube, localAzure}) {
            if (part != null) {
                try {
                    part.close();
                } catch (Exception e) {
                    throw new IllegalStateException("can't stop a part of the system", e);
                }
            }
        }
    }

    @Test
    void thePodGetsItsOwnIdentitysToken() throws Exception {
        var answer = ask(POD_IP);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var json = new com.fasterxml.jackson.databind.ObjectMapper().readTree(answer.body());
        var claims = SignedJWT.parse(json.path("access_token").asText()).getJWTClaimsSet();
        assertThat(claims.getStringClaim("appid"))
                .isEqualTo(azure.identity(ReferenceSetup.SECRETS_IDENTITY).clientId());
        assertThat(claims.getAudience()).containsExactly("https://vault.azure.net");
    }

    @Test
    void anAddressThatIsNoPodsGetsNone() throws Exception {
        assertThat(ask(STRANGER_IP).statusCode()).isEqualTo(403);
    }

    private HttpResponse<String> ask(InetAddress from) throws Exception {
        try (var http = HttpClient.newBuilder().localAddress(from).build()) {
            var uri = URI.create("http://127.0.0.1:" + agent.port()
                    + "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net");
            return http.send(
                    HttpRequest.newBuilder(uri)
                            .header("Metadata", "true")
                            .timeout(Duration.ofSeconds(60))
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
