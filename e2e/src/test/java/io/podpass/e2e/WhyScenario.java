package io.podpass.e2e;

import static io.podpass.cli.ReferenceSetup.SECRETS_IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.azure.ArmClusters;
import io.podpass.azure.ArmHosts;
import io.podpass.azure.ArmLimits;
import io.podpass.azure.ArmRoles;
import io.podpass.azure.ArmTokens;
import io.podpass.azure.Pause;
import io.podpass.azure.Token;
import io.podpass.cli.Scenario.BindingObject;
import io.podpass.cli.Scenario.IdentityObject;
import io.podpass.core.ObjectKey;
import io.podpass.core.RequestedIdentity;
import io.podpass.core.Scope;
import io.podpass.diagnosis.Chain;
import io.podpass.diagnosis.Link;
import io.podpass.diagnosis.Link.State;
import io.podpass.diagnosis.Link.Step;
import io.podpass.diagnosis.Why;
import io.podpass.diagnosis.WhyAzure;
import io.podpass.diagnosis.WhyQuestion;
import io.podpass.diagnosis.WhyQuestion.Probe;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code podpass why} in a whole system, where its answers can be held against what pods really get. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WhyScenario {
    private static final String NAMESPACE = "why";
    private static final InetAddress POD_IP = InetAddress.ofLiteral("127.1.8.10");

    private Installation installation;
    private PodCalls reader;
    private URI agent;

    /** A client of the API server under test, which has no objects of ours yet. */
    abstract KubernetesClient connect();

    @BeforeAll
    void startTheSystem() throws InterruptedException {
        installation = Installation.of(connect());
        installation.namespace(NAMESPACE);
        var port = installation.startAgent(UnaryOperator.identity()).port();
        agent = URI.create("http://127.0.0.1:" + port);
        reader = new PodCalls(POD_IP, port);
        installation.cluster().agent(NAMESPACE, installation.machine().nodeName(), port);
        installation
                .cluster()
                .identity(new IdentityObject(NAMESPACE, SECRETS_IDENTITY), installation.identity(SECRETS_IDENTITY));
        pod("reader", Optional.of("secrets"), POD_IP.getHostAddress());
        pod("plain", Optional.empty(), "127.1.8.11");
        installation.cluster().binding(new BindingObject(NAMESPACE, "secrets", SECRETS_IDENTITY, "secrets"));
    }

    @AfterAll
    void stopTheSystem() {
        installation.close();
    }

    @Test
    void aPodThatGetsItsTokenHasEveryLink() throws Exception {
        assertThat(reader.token("").statusCode()).isEqualTo(200);

        assertThat(why("reader").links())
                .filteredOn(Link::state, State.HOLDS)
                .extracting(Link::step)
                .containsExactly(
                        Step.POD,
                        Step.LABEL,
                        Step.BINDING,
                        Step.IDENTITY,
                        Step.ASSIGNMENT,
                        Step.HOST,
                        Step.AGENT,
                        Step.TOKEN);
    }

    @Test
    void aPodWithoutTheLabelBreaksThere() throws Exception {
        assertThat(why("plain").broken()).map(Link::step).contains(Step.LABEL);
    }

    @Test
    void azureAndTheRoleOnTheVaultAreLookedAtWhenAsked() throws Exception {
        assertThat(reader.token("").statusCode()).isEqualTo(200);

        assertThat(onScope("Microsoft.KeyVault/vaults/podpass-demo").broken()).isEmpty();

        var refused = onScope("Microsoft.Storage/storageAccounts/podpassdemo").broken();
        assertThat(refused).map(Link::step).contains(Step.ROLE);
        assertThat(refused.flatMap(Link::remedy))
                .get()
                .asString()
                .contains("--assignee-object-id "
                        + installation.identity(SECRETS_IDENTITY).principalId());
    }

    private Chain onScope(String resource) throws InterruptedException {
        var azure = installation.localAzure();
        var scope = new Scope(
                "/subscriptions/" + azure.subscriptionId() + "/resourceGroups/podpass-demo/providers/" + resource);
        var clock = Clock.systemUTC();
        ArmTokens tokens = () -> new Token(
                azure.administratorToken(), clock.instant(), clock.instant().plusSeconds(600), "arm", "Bearer");
        try (var http = HttpClient.newBuilder().sslContext(azure.sslContext()).build()) {
            var looking = new WhyAzure(
                    new ArmClusters(azure.arm(), http, tokens, clock, Pause.real(), ArmLimits.DEFAULTS),
                    new ArmHosts(azure.arm(), http, tokens, clock, Pause.real(), ArmLimits.DEFAULTS),
                    new ArmRoles(azure.arm(), http, tokens, clock, Pause.real(), ArmLimits.DEFAULTS));
            return new Why(installation.kube(), Optional.of(looking))
                    .ask(question("reader", Optional.of(scope)), Instant.now());
        }
    }

    private Chain why(String pod) throws InterruptedException {
        return new Why(installation.kube(), Optional.empty()).ask(question(pod, Optional.empty()), Instant.now());
    }

    private WhyQuestion question(String pod, Optional<Scope> scope) {
        return new WhyQuestion(
                new ObjectKey(NAMESPACE, pod),
                RequestedIdentity.NONE,
                "https://vault.azure.net",
                scope,
                Optional.empty(),
                false,
                new Probe.At(agent));
    }

    private void pod(String name, Optional<String> selector, String ip) {
        installation
                .cluster()
                .pod(NAMESPACE, name, selector, installation.machine().nodeName(), ip);
    }
}
