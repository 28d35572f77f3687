package io.podpass.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.podpass.core.AssignmentState;
import io.podpass.core.Authority;
import io.podpass.core.CredentialMode;
import io.podpass.core.IdentityRules.Verdict;
import io.podpass.core.ObjectKey;
import io.podpass.core.ServicePrincipal;
import io.podpass.kube.Records.AssignmentVerdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordsTest {
    private static final String IDENTITY = """
            apiVersion: aadpodidentity.k8s.io/v1
            kind: AzureIdentity
            metadata: {name: kv-id, namespace: shop}
            spec:
              resourceID: /subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/kv
              clientID: c0ffee
              metadata: {legacy: true}
            """;

    private final KubernetesSerialization yaml = new KubernetesSerialization();

    @Test
    void anIdentityWithoutATypeIsAManagedOne() {
        var verdict = Records.identity(read(IDENTITY, AzureIdentity.class));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Usable.class,
                        usable -> assertThat(usable.identity().mode()).isEqualTo(CredentialMode.ATTACHED));
    }

    @Test
    void aTypeThatIsNoIntegerIsAVerdictAndNotAnException() {
        var identity = read(IDENTITY.replace("clientID", "type: zero\n  clientID"), AzureIdentity.class);

        assertThat(Records.identity(identity)).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void anIdentityWithoutASpecIsAVerdictAndNotAnException() {
        assertThat(Records.identity(read("metadata: {name: a, namespace: b}", AzureIdentity.class)))
                .isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void readsHowAServicePrincipalLogsIn() {
        var verdict = Records.identity(read("""
                metadata: {name: sp, namespace: shop}
                spec:
                  type: 1
                  clientID: c0ffee
                  tenantID: t
                  auxiliaryTenantIDs: [u, v]
                  adEndpoint: https://login.microsoftonline.us
                  clientPassword: {name: login, namespace: shop}
                """, AzureIdentity.class));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Usable.class,
                        usable -> assertThat(usable.identity().principal())
                                .contains(new ServicePrincipal(
                                        "t",
                                        List.of("u", "v"),
                                        Authority.of("https://login.microsoftonline.us/"),
                                        new ObjectKey("shop", "login"))));
    }

    @Test
    void aBindingWithoutASpecMatchesNothing() {
        var binding = Records.binding(read("metadata: {name: a, namespace: b}", AzureIdentityBinding.class));

        assertThat(binding.selector()).isEmpty();
    }

    @Test
    void readsAnAssignmentWithTheOddFieldName() {
        var verdict = Records.assignment(read("""
                metadata:
                  name: web-0-shop-kv-id
                  namespace: default
                  annotations: {podpass.io/object-id: oid}
                spec:
                  pod: web-0
                  podNamespace: shop
                  nodename: node-1
                  azureBindingRef: {metadata: {name: kv-b, namespace: shop}, spec: {azureIdentity: kv-id, selector: kv}}
                  azureIdentityRef:
                %s
                status: {status: Assigned, availableReplicas: 1}
                """.formatted(IDENTITY.indent(4)), AzureAssignedIdentity.class));

        var assignment = verdict.readable().orElseThrow();
        assertThat(assignment.node()).isEqualTo("node-1");
        assertThat(assignment.pod()).isEqualTo(new ObjectKey("shop", "web-0"));
        assertThat(assignment.state()).isEqualTo(AssignmentState.ASSIGNED);
        assertThat(assignment.objectId()).contains("oid");
    }

    @Test
    void anAssignmentWithoutCopiesIsBroken() {
        assertThat(Records.assignment(read("metadata: {name: a, namespace: b}", AzureAssignedIdentity.class)))
                .isInstanceOf(AssignmentVerdict.Broken.class);
    }

    @Test
    void numbersStayIntegersOnTheWire() {
        var identity = read(IDENTITY.replace("clientID", "type: 0\n  clientID"), AzureIdentity.class);

        assertThat(yaml.asJson(identity)).contains("\"type\":0").doesNotContain("replicas");
    }

    @Test
    void aPodHasEveryOneOfItsAddresses() {
        var pod = Records.pod(read("""
                metadata: {name: web-0, namespace: shop}
                status: {phase: Failed, podIP: 10.0.0.1, podIPs: [{ip: 10.0.0.1}, {ip: "fd00::1"}]}
                """, WatchedPod.class));

        assertThat(pod.ips()).containsExactlyInAnyOrder("10.0.0.1", "fd00:0:0:0:0:0:0:1");
        assertThat(pod.finished()).isTrue();
        assertThat(pod.node()).isEmpty();
    }

    @Test
    void aPodHasItsLabelsAndItsServiceAccount() {
        var pod = Records.pod(read("""
                metadata: {name: a, namespace: b, labels: {aadpodidbinding: kv, App: web}}
                spec: {serviceAccountName: builder}
                """, WatchedPod.class));

        assertThat(pod.labels()).isEqualTo(Map.of("aadpodidbinding", "kv", "App", "web"));
        assertThat(pod.selector()).isEqualTo("kv");
        assertThat(pod.serviceAccount()).isEqualTo("builder");
    }

    @Test
    void whatPodpassDoesNotReadOfAPodIsNoError() {
        var pod = Records.pod(read("""
                apiVersion: v1
                kind: Pod
                metadata: {name: a, namespace: b, managedFields: [{manager: kubectl}]}
                spec: {nodeName: n, containers: [{name: main, resources: {limits: {cpu: 100m}}}], newField: {a: 1}}
                status: {phase: Running, conditions: [{type: Ready}], hostIP: 10.0.0.9}
                """, WatchedPod.class));

        assertThat(pod.node()).isEqualTo("n");
        assertThat(pod.finished()).isFalse();
    }

    @Test
    void theAgentKeepsEveryLabelAndTheControllerItsOwnOnly() {
        var pod = read("""
                metadata: {name: a, namespace: b, labels: {aadpodidbinding: kv, App: web}}
                spec: {serviceAccountName: builder}
                """, WatchedPod.class);

        var read = Records.pod(pod);

        assertThat(Records.pod(Stripping.podOfNode(pod))).isEqualTo(read);
        assertThat(Records.pod(Stripping.pod(pod)).labels()).isEqualTo(Map.of("aadpodidbinding", "kv"));
    }

    private <T> T read(String text, Class<T> type) {
        return yaml.unmarshal(text, type);
    }
}
