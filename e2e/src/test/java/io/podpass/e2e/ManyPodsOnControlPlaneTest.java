package io.podpass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.azure.HostIdentityClient;
import io.podpass.controller.Controller;
import io.podpass.controller.ControllerSettings;
import io.podpass.controller.LeaderElection;
import io.podpass.core.Host;
import io.podpass.core.HostIdentities;
import io.podpass.core.IdentityPatch;
import io.podpass.core.ResourceId;
import io.podpass.kube.AzureAssignedIdentity;
import io.podpass.kube.DefinitionsUpgrade;
import io.podpass.kube.KubeClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** 2,000 pods on a real API server, with an Azure that does everything at once. */
@ExtendWith(ControlPlaneExtension.class)
@Tag("slow")
final class ManyPodsOnControlPlaneTest {
    private static final int PODS = 2000;
    private static final int IDENTITIES = 100;
    private static final int HOSTS = 10;

    private final ControlPlane controlPlane;

    ManyPodsOnControlPlaneTest(ControlPlane controlPlane) {
        this.controlPlane = controlPlane;
    }

    @Test
    void everyPodGetsItsOneAssignment() throws Exception {
        try (var people = controlPlane.client();
                var client = KubeClients.build(Optional.of(controlPlane.kubeconfig()), "podpass/test")) {
            prepare(people);
            IntStream.range(0, PODS).forEach(pod -> pod(people, pod));

            List<AzureAssignedIdentity> assignments;
            try (var _ = Controller.start(
                    ControllerSettings.DEFAULTS.withLeaderElection(LeaderElection.OFF), client, new ReadyHosts())) {
                assignments = client.resources(AzureAssignedIdentity.class)
                        .inAnyNamespace()
                        .informOnCondition(all -> all.stream()
                                        .filter(ManyPodsOnControlPlaneTest::isAssigned)
                                        .count()
                                >= PODS)
                        .get(5, TimeUnit.MINUTES);
            }

            assertThat(assignments)
                    .extracting(assignment -> assignment.getSpec().pod())
                    .hasSize(PODS)
                    .doesNotHaveDuplicates();
        }
    }

    private static boolean isAssigned(AzureAssignedIdentity object) {
        return object.getStatus() != null
                && "Assigned".equals(object.getStatus().status());
    }

    private static void prepare(KubernetesClient client) throws Exception {
        new DefinitionsUpgrade(client, Duration.ofMinutes(1)).apply();
        create(client, """
                apiVersion: v1
                kind: Namespace
                metadata: {name: shop}
                """);
        create(client, """
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: default, namespace: shop}
                """);
        for (var host = 0; host < HOSTS; host++) {
            create(client, """
                    apiVersion: v1
                    kind: Node
                    metadata: {name: pool-%1$d}
                    spec: {providerID: "azure:///subscriptions/s/resourceGroups/mc/providers/Microsoft.Compute/virtualMachineScaleSets/pool-%1$d/virtualMachines/0"}
                    """.formatted(host));
        }
        for (var identity = 0; identity < IDENTITIES; identity++) {
            create(client, """
                    apiVersion: aadpodidentity.k8s.io/v1
                    kind: AzureIdentity
                    metadata: {name: id-%1$d, namespace: shop}
                    spec:
                      type: 0
                      clientID: 00000000-0000-0000-0000-%1$012d
                      resourceID: /subscriptions/s/resourcegroups/ids/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-%1$d
                    """.formatted(identity));
            create(client, """
                    apiVersion: aadpodidentity.k8s.io/v1
                    kind: AzureIdentityBinding
                    metadata: {name: binding-%1$d, namespace: shop}
                    spec: {azureIdentity: id-%1$d, selector: app-%1$d}
                    """.formatted(identity));
        }
    }

    private static void pod(KubernetesClient client, int number) {
        create(client, """
                apiVersion: v1
                kind: Pod
                metadata: {name: pod-%1$d, namespace: shop, labels: {aadpodidbinding: app-%2$d}}
                spec:
                  nodeName: pool-%3$d
                  automountServiceAccountToken: false
                  containers: [{name: main, image: none}]
                """.formatted(number, number % IDENTITIES, number % HOSTS));
    }

    private static void create(KubernetesClient client, String yaml) {
        client.resource(yaml).create();
    }

    /** What it is told to attach is attached. */
    private static final class ReadyHosts implements HostIdentityClient {
        private final Map<Host, Set<ResourceId>> attached = new ConcurrentHashMap<>();

        @Override
        public HostIdentities get(Host host) {
            return new HostIdentities(false, attached.getOrDefault(host, Set.of()));
        }

        @Override
        public boolean exists(ResourceId identity) {
            return true;
        }

        @Override
        public Map<ResourceId, String> principalIds(Host host) {
            return Map.of();
        }

        @Override
        public void patch(Host host, IdentityPatch patch) {
            attached.compute(host, (_, before) -> {
                var after = new TreeSet<>(before == null ? Set.<ResourceId>of() : before);
                after.addAll(patch.attach());
                after.removeAll(patch.detach());
                return Set.copyOf(after);
            });
        }
    }
}
