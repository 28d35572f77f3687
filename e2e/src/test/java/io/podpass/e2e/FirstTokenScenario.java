package io.podpass.e2e;

import static io.podpass.cli.ReferenceSetup.SECRETS_IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.agent.Agent;
import io.podpass.cli.Scenario.BindingObject;
import io.podpass.cli.Scenario.IdentityObject;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.UnaryOperator;
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

    private Installation installation;
    private Agent agent;

    /** A client of the API server under test, which has no objects of ours yet. */
    abstract KubernetesClient connect();

    @BeforeAll
    void startTheSystem() throws InterruptedException {
        installation = Installation.of(connect());
        installation.namespace(NAMESPACE);
        agent = installation.startAgent(UnaryOperator.identity());
        var cluster = installation.cluster();
        cluster.identity(new IdentityObject(NAMESPACE, SECRETS_IDENTITY), installation.identity(SECRETS_IDENTITY));
        cluster.pod(
                NAMESPACE,
                "reader",
                Optional.of("secrets"),
                installation.machine().nodeName(),
                POD_IP.getHostAddress());
        cluster.binding(new BindingObject(NAMESPACE, "secrets", SECRETS_IDENTITY, "secrets"));
    }

    @AfterAll
    void stopTheSystem() {
        installation.close();
    }

    @Test
    void thePodGetsItsOwnIdentitysToken() throws Exception {
        assertThat(PodCalls.clientIdIn(new PodCalls(POD_IP, agent.port()).token("")))
                .isEqualTo(installation.identity(SECRETS_IDENTITY).clientId());
    }

    @Test
    void anAddressThatIsNoPodsGetsNone() throws Exception {
        assertThat(new PodCalls(STRANGER_IP, agent.port()).token("").statusCode())
                .isEqualTo(403);
    }
}
