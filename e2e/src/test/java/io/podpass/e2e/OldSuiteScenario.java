package io.podpass.e2e;

import static io.podpass.cli.ReferenceSetup.SECRETS_IDENTITY;
import static io.podpass.e2e.PodCalls.clientIdIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.cli.Scenario.BindingObject;
import org.junit.jupiter.api.Test;

/** What pods get and lose, as the old end-to-end suite tests it (spec aad-pod-identity §7.1), under its old names. */
abstract class OldSuiteScenario extends OldSuiteWorld {
    @Test
    void shouldPassTheIdentityValidation() throws Exception {
        var tenant = tenant("single").identity(ORDERS).binding("orders", ORDERS, "orders");
        var pod = tenant.pod("web", "orders", "127.2.1.10");
        tenant.awaitAssigned("web", 1);

        var azure = installation().identity(ORDERS);
        assertThat(clientIdIn(pod.token(""))).isEqualTo(azure.clientId());
        assertThat(clientIdIn(pod.token("&client_id=" + azure.clientId()))).isEqualTo(azure.clientId());
        assertThat(clientIdIn(pod.token("&mi_res_id=" + azure.resourceId()))).isEqualTo(azure.clientId());
        assertThat(clientIdIn(pod.token("&msi_res_id=" + azure.resourceId()))).isEqualTo(azure.clientId());
    }

    @Test
    void shouldDeleteTheAzureAssignedIdentityIfThePodIsDeleted() throws Exception {
        var tenant = tenant("pod-deleted").identity(ORDERS).binding("orders", ORDERS, "orders");
        var pod = tenant.pod("web", "orders", "127.2.2.10");
        clientIdIn(pod.token(""));

        tenant.deletePod("web");

        tenant.awaitAssigned("web", 0);
        assertThat(pod.onceRefused().statusCode()).isEqualTo(403);
    }

    @Test
    void shouldNotPassTheIdentityValidationIfTheAzureIdentityIsDeleted() throws Exception {
        var tenant = tenant("identity-deleted").identity(ORDERS).binding("orders", ORDERS, "orders");
        var pod = tenant.pod("web", "orders", "127.2.3.10");
        clientIdIn(pod.token(""));

        tenant.deleteIdentity(ORDERS);

        tenant.awaitAssigned("web", 0);
        assertThat(pod.onceRefused().statusCode()).isEqualTo(404);
    }

    @Test
    void shouldNotPassTheIdentityValidationIfTheAzureIdentityBindingIsDeleted() throws Exception {
        var tenant = tenant("binding-deleted").identity(ORDERS).binding("orders", ORDERS, "orders");
        var pod = tenant.pod("web", "orders", "127.2.4.10");
        clientIdIn(pod.token(""));

        tenant.deleteBinding("orders");

        tenant.awaitAssigned("web", 0);
        assertThat(pod.onceRefused().statusCode()).isEqualTo(404);
    }

    @Test
    void shouldUpdateTheAzureAssignedIdentityWhenAzureIdentityFieldsAreUpdated() throws Exception {
        var tenant = tenant("identity-updated").identity(ORDERS).binding("orders", ORDERS, "orders");
        var pod = tenant.pod("web", "orders", "127.2.5.10");
        clientIdIn(pod.token(""));

        tenant.becomes(ORDERS, REPORTS);

        tenant.await(
                "web",
                ofPod -> ofPod.size() == 1
                        && clientId(REPORTS)
                                .equals(ofPod.getFirst()
                                        .getSpec()
                                        .azureIdentityRef()
                                        .getSpec()
                                        .clientID()));
        pod.tokenOnce(
                "", answer -> answer.statusCode() == 200 && clientIdIn(answer).equals(clientId(REPORTS)));
    }

    @Test
    void shouldPassWithTheCorrectIdentityAndFailWithTheWrongOne() throws Exception {
        var tenant = tenant("several")
                .identity(ORDERS)
                .identity(SECRETS_IDENTITY)
                .binding("orders", ORDERS, "both")
                .binding("secrets", SECRETS_IDENTITY, "both");
        var pod = tenant.pod("web", "both", "127.2.6.10");
        tenant.awaitAssigned("web", 2);

        assertThat(clientIdIn(pod.token("&client_id=" + clientId(ORDERS)))).isEqualTo(clientId(ORDERS));
        assertThat(clientIdIn(pod.token("&client_id=" + clientId(SECRETS_IDENTITY))))
                .isEqualTo(clientId(SECRETS_IDENTITY));
        assertThat(pod.token("&client_id=" + clientId(REPORTS)).statusCode()).isEqualTo(403);
    }

    @Test
    void shouldGiveTheOthersTheirTokensWhenOneOfManyIsRemoved() throws Exception {
        var tenant = tenant("many");
        var names = new String[] {ORDERS, REPORTS, SECRETS_IDENTITY};
        var pods = new PodCalls[names.length];
        for (var i = 0; i < names.length; i++) {
            tenant.identity(names[i]).binding(names[i], names[i], names[i]);
            pods[i] = tenant.pod("pod-" + i, names[i], "127.2.7.1" + i);
        }
        for (var i = 0; i < names.length; i++) {
            assertThat(clientIdIn(pods[i].token(""))).isEqualTo(clientId(names[i]));
        }

        tenant.deleteBinding(REPORTS);

        assertThat(pods[1].onceRefused().statusCode()).isEqualTo(404);
        assertThat(clientIdIn(pods[0].token(""))).isEqualTo(clientId(ORDERS));
        assertThat(clientIdIn(pods[2].token(""))).isEqualTo(clientId(SECRETS_IDENTITY));
    }

    @Test
    void shouldCreateANewAzureAssignedIdentityWhenThePodLabelIsChanged() throws Exception {
        var tenant = tenant("label-changed")
                .identity(ORDERS)
                .identity(REPORTS)
                .binding("orders", ORDERS, "orders")
                .binding("reports", REPORTS, "reports");
        var pod = tenant.pod("web", "orders", "127.2.8.10");
        assertThat(clientIdIn(pod.token(""))).isEqualTo(clientId(ORDERS));

        tenant.label("web", "reports");

        pod.tokenOnce(
                "", answer -> answer.statusCode() == 200 && clientIdIn(answer).equals(clientId(REPORTS)));
        assertThat(pod.token("&client_id=" + clientId(ORDERS)).statusCode()).isEqualTo(403);
    }

    @Test
    void shouldServeIdentitiesAndBindingsOfTheSameNamesInTwoNamespaces() throws Exception {
        var first = tenant("conflict-a").identity(ORDERS).binding("same", ORDERS, "conflict");
        tenant("conflict-b").identity(ORDERS);
        installation().cluster().binding(new BindingObject("conflict-b", "same", ORDERS, first.mine("conflict")));
        var pod = first.pod("web", "conflict", "127.2.9.10");

        assertThat(clientIdIn(pod.token(""))).isEqualTo(clientId(ORDERS));
        first.awaitAssigned("web", 2);
    }

    @Test
    void shouldAssignTheValidOneWhenABatchContainsInvalidOnes() throws Exception {
        var tenant = tenant("invalid")
                .identity(ORDERS)
                .binding("orders", ORDERS, "mixed")
                .binding("gone", "no-such-identity", "mixed");
        var pod = tenant.pod("web", "mixed", "127.2.10.10");

        assertThat(clientIdIn(pod.token(""))).isEqualTo(clientId(ORDERS));
        tenant.awaitAssigned("web", 1);
    }

    @Test
    void shouldNotTakeAnIdentityAwayWhenInvalidOnesAreAdded() throws Exception {
        var tenant = tenant("made-invalid").identity(ORDERS).binding("orders", ORDERS, "mixed");
        var pod = tenant.pod("web", "mixed", "127.2.18.10");
        tenant.awaitAssigned("web", 1);

        tenant.identityThatAzureLacks("nowhere").binding("nowhere", "nowhere", "mixed");

        tenant.await(
                "web",
                ofPod -> ofPod.size() == 2
                        && ofPod.stream()
                                .anyMatch(assignment -> assignment.getStatus() != null
                                        && "Created"
                                                .equals(assignment.getStatus().status())));
        assertThat(clientIdIn(pod.token("&client_id=" + clientId(ORDERS)))).isEqualTo(clientId(ORDERS));
        assertThat(pod.token("&client_id=" + Tenant.NOBODY).statusCode()).isEqualTo(404);
    }

    @Test
    void shouldAssignAnIdentityWithAnInitContainer() throws Exception {
        var tenant = tenant("init").identity(ORDERS).binding("orders", ORDERS, "orders");
        var pod = tenant.pod("web", "orders", "127.2.11.10");
        tenant.phase("web", "Pending");

        assertThat(clientIdIn(pod.token(""))).isEqualTo(clientId(ORDERS));
    }
}
