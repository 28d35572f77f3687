package io.podpass.e2e;

import static io.podpass.cli.ReferenceSetup.SECRETS_IDENTITY;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.agent.Agent;
import io.podpass.agent.Answers;
import io.podpass.agent.OperationsSettings;
import io.podpass.agent.Waits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The system as the old end-to-end suite sets it up (spec aad-pod-identity §7.1), once for all tests of a class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OldSuiteWorld {
    static final String ORDERS = "orders-storage";
    static final String REPORTS = "reports-storage";

    private Installation installation;
    private Agent agent;

    /** A client of the API server under test, which has no objects of ours yet. */
    abstract KubernetesClient connect();

    @BeforeAll
    void startTheSystem() throws InterruptedException {
        installation = Installation.of(connect());
        agent = installation.startAgent(settings -> settings
                // The old suite's: instance metadata blocked, header required.
                .with(new Answers(false, true, true))
                .with(OperationsSettings.NONE.withPorts(0, 0))
                // A refusal needs no minute and a half to be one.
                .with(new Waits(2, 2, Duration.ofSeconds(1), Duration.ofMillis(1200))));
        keepAllIdentitiesAttached();
    }

    /** Changes of a host are few a minute; what these tests are about needs none of them. */
    private void keepAllIdentitiesAttached() throws InterruptedException {
        var keeper = tenant("keeper");
        var identities = List.of(ORDERS, REPORTS, SECRETS_IDENTITY);
        identities.forEach(identity -> keeper.identity(identity).binding(identity, identity, "keep"));
        keeper.pod("keeper", "keep", "127.2.0.10");
        keeper.awaitAssigned("keeper", identities.size());
    }

    @AfterAll
    void stopTheSystem() {
        installation.close();
    }

    Installation installation() {
        return installation;
    }

    Agent agent() {
        return agent;
    }

    Tenant tenant(String namespace) {
        return Tenant.in(installation, agent.port(), namespace);
    }

    String clientId(String identity) {
        return installation.identity(identity).clientId();
    }
}
