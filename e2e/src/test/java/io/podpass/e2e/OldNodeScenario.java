package io.podpass.e2e;

import static io.podpass.cli.ReferenceSetup.SECRETS_IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What becomes of the identities of nodes, as the old end-to-end suite tests it (spec aad-pod-identity §7.1, suite
 * "node"), under its old names. One scale set with two nodes; a host can be changed a dozen times in a row, and all tests
 * of the class share it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OldNodeScenario {
    private static final String ORDERS = OldSuiteWorld.ORDERS;
    /** That of the flag {@code immutable-user-msis}. */
    private static final String IMMUTABLE = OldSuiteWorld.REPORTS;

    private static final int NO_AGENT = 0;
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private Installation installation;

    /** A client of the API server under test, which has no objects of ours yet. */
    abstract KubernetesClient connect();

    @BeforeAll
    void startTheSystem() {
        installation = new Installation(connect(), (azure, settings) -> {
            var never = new HashSet<>(settings.neverDetached());
            never.add(azure.identity(IMMUTABLE).clientId());
            return settings.withNeverDetached(never).withReconcile(Duration.ofSeconds(2));
        });
    }

    @AfterAll
    void stopTheSystem() {
        installation.close();
    }

    @Test
    void shouldNotDeleteAnIdentityUsedByADifferentPod() throws Exception {
        var tenant = tenant("shared").identity(ORDERS).binding("orders", ORDERS, "orders");
        tenant.podOn(node(0), "web-0", "orders", "127.3.1.10");
        tenant.podOn(node(1), "web-1", "orders", "127.3.1.11");
        tenant.awaitAssigned("web-0", 1);
        tenant.awaitAssigned("web-1", 1);

        tenant.deletePod("web-0");
        tenant.awaitAssigned("web-0", 0);
        assertThat(installation.attached()).contains(id(ORDERS));

        tenant.deletePod("web-1");
        tenant.awaitAssigned("web-1", 0);
        awaitAttached(ORDERS, false);
    }

    @Test
    void shouldReconcileTheIdentityAssignment() throws Exception {
        var tenant = tenant("reconciled").identity(SECRETS_IDENTITY).binding("secrets", SECRETS_IDENTITY, "secrets");
        tenant.podOn(node(0), "web", "secrets", "127.3.2.10");
        tenant.awaitAssigned("web", 1);

        installation.detachByHand(installation.identity(SECRETS_IDENTITY).resourceId());

        awaitAttached(SECRETS_IDENTITY, true);
        tenant.deletePod("web");
        tenant.awaitAssigned("web", 0);
        awaitAttached(SECRETS_IDENTITY, false);
    }

    @Test
    void shouldDeleteTheAssignedIdentityWhenTheIdentityWasTakenOffByHand() throws Exception {
        var tenant = tenant("taken-off").identity(SECRETS_IDENTITY).binding("secrets", SECRETS_IDENTITY, "secrets");
        tenant.podOn(node(0), "web", "secrets", "127.3.3.10");
        tenant.awaitAssigned("web", 1);

        installation.detachByHand(installation.identity(SECRETS_IDENTITY).resourceId());
        tenant.deletePod("web");

        tenant.awaitAssigned("web", 0);
        awaitAttached(SECRETS_IDENTITY, false);
    }

    @Test
    void shouldAlterNeitherTheSystemAssignedIdentityNorAForeignOne() throws Exception {
        var own = installation.giveTheHostAnIdentityOfItsOwn();
        var foreign = installation.identity(SECRETS_IDENTITY).resourceId();
        installation.attachByHand(foreign);
        var tenant = tenant("foreign").identity(ORDERS).binding("orders", ORDERS, "orders");
        tenant.podOn(node(0), "web", "orders", "127.3.4.10");
        tenant.awaitAssigned("web", 1);
        assertThat(installation.attached()).contains(id(ORDERS), id(SECRETS_IDENTITY));
        assertThat(installation.systemAssigned()).isEqualTo(own).isNotEmpty();

        tenant.deletePod("web");
        tenant.awaitAssigned("web", 0);
        awaitAttached(ORDERS, false);

        assertThat(installation.attached()).contains(id(SECRETS_IDENTITY));
        assertThat(installation.systemAssigned()).isEqualTo(own);
        installation.detachByHand(foreign);
    }

    @Test
    void shouldNotDeleteTheImmutableIdentity() throws Exception {
        var tenant = tenant("immutable")
                .identity(IMMUTABLE)
                .identity(ORDERS)
                .binding("reports", IMMUTABLE, "both")
                .binding("orders", ORDERS, "both");
        tenant.podOn(node(0), "web", "both", "127.3.5.10");
        tenant.awaitAssigned("web", 2);

        tenant.deletePod("web");
        tenant.awaitAssigned("web", 0);

        // Once the other is gone, this one would be, too.
        awaitAttached(ORDERS, false);
        assertThat(installation.attached()).contains(id(IMMUTABLE));
    }

    @Test
    void shouldNotDeleteTheClusterIdentity() throws Exception {
        var kubelet = installation.kubelet();
        var tenant = tenant("cluster")
                .identity("kubelet", kubelet)
                .identity(ORDERS)
                .binding("kubelet", "kubelet", "both")
                .binding("orders", ORDERS, "both");
        tenant.podOn(node(0), "web", "both", "127.3.6.10");
        tenant.awaitAssigned("web", 2);

        tenant.deletePod("web");
        tenant.awaitAssigned("web", 0);

        awaitAttached(ORDERS, false);
        assertThat(installation.attached()).contains(kubelet.resourceId().toLowerCase(Locale.ROOT));
    }

    private Tenant tenant(String namespace) {
        return Tenant.in(installation, NO_AGENT, namespace);
    }

    private String node(int number) {
        return installation.machines().get(number).nodeName();
    }

    private String id(String identity) {
        return installation.identity(identity).resourceId().toLowerCase(Locale.ROOT);
    }

    /** Azure tells nobody of its changes: asks until it is so. */
    private void awaitAttached(String identity, boolean wanted) {
        var deadline = System.nanoTime() + LIMIT.toNanos();
        Set<String> attached = installation.attached();
        while (attached.contains(id(identity)) != wanted) {
            assertThat(System.nanoTime()).as("still on the host: " + attached).isLessThan(deadline);
            attached = installation.attached();
        }
    }
}
