package io.podpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatusCommandTest extends ClusterCommandTest {
    @Test
    void podWithoutBindingIsShownAsRefused() {
        makePod();

        assertThat(run("status", "--kubeconfig", kubeconfig, "-n", "shop"))
                .as("%s", err)
                .isZero();
        assertThat(out.toString())
                .containsPattern("shop +orders-0 +node-0 +orders +- +no binding matches")
                .contains("Pods: 0 ready, 0 waiting, 1 refused. Identities on hosts: none. Leader: none.");
    }

    @Test
    void holderOfTheLeaseLeads() {
        makePod();
        create("""
                apiVersion: coordination.k8s.io/v1
                kind: Lease
                metadata: {name: aad-pod-identity-mic, namespace: default}
                spec: {holderIdentity: controller-1, leaseDurationSeconds: 15, renewTime: "2999-01-01T00:00:00.000000Z"}
                """);

        assertThat(run("status", "--kubeconfig", kubeconfig, "-A"))
                .as("%s", err)
                .isZero();
        assertThat(out.toString()).contains("Leader: controller-1.");
    }

    @Test
    void holderOfTheOldLockLeads() {
        makePod();
        create("""
                apiVersion: v1
                kind: Endpoints
                metadata:
                  name: aad-pod-identity-mic
                  namespace: default
                  annotations:
                    control-plane.alpha.kubernetes.io/leader: '{"holderIdentity":"mic-1","leaseDurationSeconds":15,"acquireTime":"2020-01-01T00:00:00Z","renewTime":"2999-01-01T00:00:00Z","leaderTransitions":0}'
                """);

        assertThat(run("status", "--kubeconfig", kubeconfig, "-A"))
                .as("%s", err)
                .isZero();
        assertThat(out.toString()).contains("Leader: mic-1.");
    }

    @Test
    void whoseTimeIsOverLeadsNoMore() {
        makePod();
        create("""
                apiVersion: coordination.k8s.io/v1
                kind: Lease
                metadata: {name: aad-pod-identity-mic, namespace: default}
                spec: {holderIdentity: controller-1, leaseDurationSeconds: 15, renewTime: "2020-01-01T00:00:00.000000Z"}
                """);

        assertThat(run("status", "--kubeconfig", kubeconfig, "-A"))
                .as("%s", err)
                .isZero();
        assertThat(out.toString()).contains("Leader: none.");
    }

    @Test
    void jsonHasTheSame() {
        makePod();

        assertThat(run("status", "--kubeconfig", kubeconfig, "-A", "-o", "json"))
                .as("%s", err)
                .isZero();
        assertThat(out.toString()).contains("\"state\":\"no binding matches\"", "\"refused\":1");
    }

    @Test
    void nothingFoundIsToldOfTheContextsNamespace() {
        makePod();

        assertThat(run("status", "--kubeconfig", kubeconfig)).as("%s", err).isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEqualToNormalizingNewlines("No labelled pods found in default namespace.\n");
    }

    @Test
    void missingDefinitionsAreNamed() {
        assertThat(run("status", "--kubeconfig", kubeconfig)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString().lines()).singleElement().asString().contains("can't read azureidentities");
    }

    @Test
    void unreachableClusterIsOneLine() {
        kube.close();

        assertThat(run("status", "--kubeconfig", kubeconfig)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString().lines()).singleElement().asString().contains("can't read pods");
    }

    private void makePod() {
        define();
        create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: orders-0, namespace: shop, labels: {aadpodidbinding: orders}}
                spec: {nodeName: node-0, containers: [{name: main, image: none}]}
                """);
    }
}
