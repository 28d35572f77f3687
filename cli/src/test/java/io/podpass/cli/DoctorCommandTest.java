package io.podpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DoctorCommandTest extends ClusterCommandTest {
    private static final String LEASE = """
            apiVersion: coordination.k8s.io/v1
            kind: Lease
            metadata: {name: aad-pod-identity-mic, namespace: default}
            spec: {holderIdentity: controller-1, leaseDurationSeconds: 15, renewTime: "2999-01-01T00:00:00.000000Z"}
            """;

    @Test
    void aClusterWithNothingWrongEndsWithZero() {
        define();
        create(LEASE);
        create("apiVersion: v1\nkind: Node\nmetadata: {name: node-0}");
        pod("orders-0", "aadpodidbinding: orders");
        pod("agent-0", "app.kubernetes.io/component: nmi");
        var agent = client.pods().inNamespace("shop").withName("agent-0");
        agent.editStatus(pod -> pod.edit()
                .editOrNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build());

        assertThat(doctor()).as("%s%s", out, err).isZero();
        assertThat(out.toString())
                .contains("azure-unread")
                .endsWith(
                        "0 errors, 0 warnings, 1 for information. Seen: 1 node, 1 labelled pod, 1 agent, 0 hosts at Azure.\n");
    }

    @Test
    void errorsEndWithOneAndComeFirst() {
        define();
        pod("orders-0", "aadpodidbinding: orders");

        assertThat(doctor()).as("%s", err).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString())
                .startsWith("error    no-leader\n")
                .contains("error    agent-missing\n         Node node-0\n")
                .contains("2 errors, 0 warnings, ");
    }

    @Test
    void aClusterWithoutDefinitionsIsJudgedAllTheSame() {
        assertThat(doctor()).as("%s", err).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString())
                .contains("error    definition-missing\n")
                .contains("error    no-leader\n")
                .contains("warning  cluster-part-unread\n");
    }

    @Test
    void whatIsLeftOfTheOldProjectIsTold() {
        define();
        create(LEASE);
        create("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: mic, namespace: shop}
                spec:
                  selector: {matchLabels: {app: mic}}
                  template:
                    metadata: {labels: {app: mic}}
                    spec: {containers: [{name: mic, image: "registry.example/mic:v1.8.17"}]}
                """);

        assertThat(doctor()).as("%s%s", out, err).isZero();
        assertThat(out.toString()).contains("warning  old-component\n         Deployment shop/mic\n");
    }

    @Test
    void jsonHasTheSameFindings() {
        define();

        assertThat(doctor("-o", "json")).as("%s", err).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString())
                .contains(
                        "{\"id\":\"no-leader\",\"severity\":\"error\",\"object\":\"Lease default/aad-pod-identity-mic\"");
    }

    @Test
    void aClusterThatDoesNotAnswerIsOneLine() {
        kube.close();

        assertThat(doctor()).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString().lines()).singleElement().asString().contains("can't read the cluster");
    }

    private int doctor(String... more) {
        return run(Stream.concat(Stream.of("doctor", "--no-azure", "--kubeconfig", kubeconfig), Stream.of(more))
                .toArray(String[]::new));
    }

    private void pod(String name, String label) {
        create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, namespace: shop, labels: {%s}}
                spec: {nodeName: node-0, containers: [{name: c, image: i}]}
                """.formatted(name, label));
    }
}
