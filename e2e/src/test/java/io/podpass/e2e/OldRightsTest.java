package io.podpass.e2e;

import static io.podpass.cli.ReferenceSetup.SECRETS_IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Nothing but the images of an AAD Pod Identity has been changed: controller and agent run with the rights of the old chart's
 * cluster roles (spec aad-pod-identity §6.2), which have no word of leases, nor of patching identities.
 */
@Tag("slow")
@ExtendWith(ControlPlaneExtension.class)
final class OldRightsTest {
    private static final String GROUP = "aadpodidentity.k8s.io";
    private static final List<PolicyRule> CONTROLLER = List.of(
            rule("apiextensions.k8s.io", List.of("customresourcedefinitions"), "*"),
            rule("", List.of("pods", "nodes"), "list", "watch"),
            rule("", List.of("events"), "create", "patch"),
            rule("", List.of("configmaps"), "get", "create", "update"),
            rule("", List.of("endpoints"), "create", "get", "update"),
            rule(GROUP, List.of("azureidentitybindings", "azureidentities"), "get", "list", "watch", "post", "update"),
            rule(GROUP, List.of("azurepodidentityexceptions"), "list", "update"),
            rule(GROUP, List.of("azureassignedidentities"), "*"));
    private static final List<PolicyRule> AGENT = List.of(
            rule("apiextensions.k8s.io", List.of("customresourcedefinitions"), "get", "list"),
            rule("", List.of("pods"), "get", "list", "watch"),
            rule("", List.of("secrets"), "get"),
            rule(
                    GROUP,
                    List.of(
                            "azureidentitybindings",
                            "azureidentities",
                            "azurepodidentityexceptions",
                            "azureassignedidentities"),
                    "get",
                    "list",
                    "watch"));

    private final ControlPlane controlPlane;

    OldRightsTest(ControlPlane controlPlane) {
        this.controlPlane = controlPlane;
    }

    @Test
    void areEnoughForTheFirstToken() throws Exception {
        try (var installation = Installation.withoutController(controlPlane.client());
                var controllers = as(installation.kube(), "aad-pod-identity-mic", CONTROLLER);
                var agents = as(installation.kube(), "aad-pod-identity-nmi", AGENT)) {
            installation.startController(controllers, (_, settings) -> settings);
            var agent = installation.startAgent(agents, UnaryOperator.identity());
            var pod = Tenant.in(installation, agent.port(), "shop")
                    .identity(SECRETS_IDENTITY)
                    .binding("secrets", SECRETS_IDENTITY, "secrets")
                    .pod("web", "secrets", "127.5.1.10");

            assertThat(PodCalls.clientIdIn(pod.token("")))
                    .isEqualTo(installation.identity(SECRETS_IDENTITY).clientId());
        }
    }

    private KubernetesClient as(KubernetesClient administrator, String account, List<PolicyRule> rules) {
        administrator
                .resource(new ClusterRoleBuilder()
                        .withNewMetadata()
                        .withName(account)
                        .endMetadata()
                        .withRules(rules)
                        .build())
                .create();
        administrator
                .resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(account)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", account)
                        .addNewSubject(null, "ServiceAccount", account, "kube-system")
                        .build())
                .create();
        var config = Config.fromKubeconfig(controlPlane.kubeconfig().toFile());
        config.setImpersonateUsername("system:serviceaccount:kube-system:" + account);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private static PolicyRule rule(String group, List<String> resources, String... verbs) {
        return new PolicyRuleBuilder()
                .withApiGroups(group)
                .withResources(resources)
                .withVerbs(verbs)
                .build();
    }
}
