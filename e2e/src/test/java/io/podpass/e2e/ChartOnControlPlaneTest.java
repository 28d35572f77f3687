package io.podpass.e2e;

import static io.podpass.cli.ReferenceSetup.SECRETS_IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.podpass.kube.CustomResourceDefinitions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * From a release of the old chart to ours, and off again, by Helm, on an API server that checks every right. There is no
 * kubelet: what a pod would run is run here, with the arguments that the chart has rendered and the service account's token.
 */
@Tag("slow")
@ExtendWith(ControlPlaneExtension.class)
@EnabledIf(value = "io.podpass.e2e.ChartTest#helmIsThere", disabledReason = Helm.MISSING)
final class ChartOnControlPlaneTest {
    private static final String NAMESPACE = ChartRelease.NAMESPACE;
    private static final String RELEASE = "aad-pod-identity";
    private static final String TAINT = "podpass.io/agent-not-ready";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final ControlPlane controlPlane;
    private final Helm helm = Helm.find().orElseThrow();
    private final KubernetesClient kube;

    @TempDir
    private Path folder;

    private ChartRelease release;

    ChartOnControlPlaneTest(ControlPlane controlPlane) {
        this.controlPlane = controlPlane;
        this.kube = controlPlane.client();
    }

    @BeforeEach
    void prepare() {
        release = new ChartRelease(controlPlane, kube, folder);
    }

    @AfterEach
    void close() {
        kube.close();
    }

    @Test
    void takesOverFromTheOldChartAndLeavesWhatPeopleHaveWritten() throws Exception {
        release.helm("install", RELEASE, Path.of("src/test/resources/old-chart").toString());
        writeAnIdentityOfBefore();

        upgrade();

        assertThat(kube.apps().deployments().inNamespace(NAMESPACE).list().getItems())
                .extracting(deployment -> deployment.getMetadata().getName())
                .containsExactly("podpass-controller");
        assertThat(columns("azureidentities")).contains("Ready");
        try (var installation = Installation.withoutController(controlPlane.client())) {
            aPodGetsItsToken(installation);
        }

        release.helm("uninstall", RELEASE);

        assertThat(kube.apiextensions().v1().customResourceDefinitions().list().getItems())
                .hasSize(CustomResourceDefinitions.PLURALS.size());
        assertThat(identityOfBefore().get()).isNotNull();
        assertThat(kube.apps().daemonSets().inNamespace(NAMESPACE).list().getItems())
                .isEmpty();
    }

    private void upgrade() throws Exception {
        try (var upgrading = helm.start(
                release.command("upgrade", RELEASE, Helm.CHART.toString(), "--set", "nmi.removeTaint=" + TAINT))) {
            var job = kube.batch()
                    .v1()
                    .jobs()
                    .inNamespace(NAMESPACE)
                    .withName("podpass-definitions")
                    .waitUntilCondition(made -> made != null, LIMIT.toSeconds(), TimeUnit.SECONDS);
            run(job);
            upgrading.awaitEnd(LIMIT);
        }
    }

    /** As a kubelet and the controller of jobs would. */
    private void run(Job job) throws Exception {
        var pod = job.getSpec().getTemplate().getSpec();
        var arguments = new ArrayList<>(pod.getContainers().getFirst().getArgs());
        arguments.add("--kubeconfig=" + release.kubeconfigOf(pod.getServiceAccountName()));
        try (var program = new PodpassProgram(folder, folder.resolve("none")).start(arguments, Map.of())) {
            assertThat(program.awaitEnd(LIMIT)).contains("azureidentities.aadpodidentity.k8s.io updated");
        }
        kube.resource(job).editStatus(running -> {
            var now = running.getMetadata().getCreationTimestamp();
            running.setStatus(new JobStatusBuilder()
                    .withStartTime(now)
                    .withCompletionTime(now)
                    .withSucceeded(1)
                    .addNewCondition()
                    .withType("SuccessCriteriaMet")
                    .withStatus("True")
                    .endCondition()
                    .addNewCondition()
                    .withType("Complete")
                    .withStatus("True")
                    .endCondition()
                    .build());
            return running;
        });
    }

    private void aPodGetsItsToken(Installation installation) throws Exception {
        var program = PodpassProgram.of(folder, installation);
        var agentPort = ChartRelease.freePort();
        taint(installation.machine().nodeName());
        try (var controller = program.start(
                        release.controller(program, installation), Map.of("MIC_POD_NAMESPACE", NAMESPACE));
                var agent = program.start(release.agent(installation, agentPort), Map.of())) {
            controller.awaitLine("podpass controller: ready", LIMIT);
            agent.awaitLine("podpass agent: ready", LIMIT);
            var pod = Tenant.in(installation, agentPort, "shop")
                    .identity(SECRETS_IDENTITY)
                    .binding("secrets", SECRETS_IDENTITY, "secrets")
                    .pod("web", "secrets", "127.6.1.10");

            assertThat(PodCalls.clientIdIn(pod.token("")))
                    .isEqualTo(installation.identity(SECRETS_IDENTITY).clientId());
            awaitNoTaint(installation.machine().nodeName());
            assertThat(controller.stop(LIMIT)).doesNotContainIgnoringCase("forbidden");
            assertThat(agent.stop(LIMIT)).doesNotContainIgnoringCase("forbidden");
        }
    }

    /** As whoever makes the node. */
    private void taint(String node) {
        kube.nodes()
                .withName(node)
                .edit(made -> new NodeBuilder(made)
                        .editSpec()
                        .addNewTaint()
                        .withKey(TAINT)
                        .withEffect("NoSchedule")
                        .endTaint()
                        .endSpec()
                        .build());
    }

    private void awaitNoTaint(String node) {
        kube.nodes()
                .withName(node)
                .waitUntilCondition(
                        now -> now.getSpec().getTaints().stream()
                                .noneMatch(taint -> taint.getKey().equals(TAINT)),
                        LIMIT.toSeconds(),
                        TimeUnit.SECONDS);
    }

    private List<String> columns(String plural) {
        return kube
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(plural + "." + CustomResourceDefinitions.GROUP)
                .get()
                .getSpec()
                .getVersions()
                .getFirst()
                .getAdditionalPrinterColumns()
                .stream()
                .map(column -> column.getName())
                .toList();
    }

    private void writeAnIdentityOfBefore() {
        kube.resource("""
                apiVersion: aadpodidentity.k8s.io/v1
                kind: AzureIdentity
                metadata: {name: of-before, namespace: default}
                spec: {type: 0, clientID: c, resourceID: /subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/o}
                """).create();
    }

    private Resource<GenericKubernetesResource> identityOfBefore() {
        return kube.genericKubernetesResources(CustomResourceDefinitions.GROUP + "/v1", "AzureIdentity")
                .inNamespace("default")
                .withName("of-before");
    }
}
