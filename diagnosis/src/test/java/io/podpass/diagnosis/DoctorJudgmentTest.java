package io.podpass.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.core.AssignmentState;
import io.podpass.core.BuiltInRole;
import io.podpass.core.FindingKind;
import io.podpass.core.IdentityRules.Verdict;
import io.podpass.core.ObjectKey;
import io.podpass.core.ResourceId;
import io.podpass.core.RoleAssignment;
import io.podpass.core.RoleNeed;
import io.podpass.core.Scope;
import io.podpass.diagnosis.DoctorReading.Definition;
import io.podpass.diagnosis.DoctorReading.Workload;
import io.podpass.kube.CustomResourceDefinitions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoctorJudgmentTest {
    private final DoctorStory story = new DoctorStory();

    @Test
    void aHealthyClusterHasNoFinding() {
        assertThat(story.findings()).isEmpty();
    }

    @Test
    void aDefinitionThatIsNotServedIsMissing() {
        var found = new ArrayList<>(story.definitions.value().orElseThrow());
        found.set(0, new Definition(CustomResourceDefinitions.PLURALS.getFirst(), false, Set.of()));
        found.remove(1);
        story.definitions = Part.read(found);

        assertThat(story.kinds()).containsExactly(FindingKind.DEFINITION_MISSING, FindingKind.DEFINITION_MISSING);
    }

    @Test
    void aDefinitionWithFewerColumnsIsOld() {
        story.definitions = Part.read(CustomResourceDefinitions.PLURALS.stream()
                .map(plural -> new Definition(plural, true, Set.of("Age")))
                .toList());

        assertThat(story.findings())
                .extracting(finding -> finding.kind() + " " + finding.object())
                .contains("DEFINITION_OLD CustomResourceDefinition azureidentities.aadpodidentity.k8s.io");
    }

    @Test
    void aClusterThatNobodyLeadsIsTold() {
        story.leader = Part.read(Optional.empty());

        assertThat(story.kinds()).containsExactly(FindingKind.NO_LEADER);
    }

    @Test
    void nobodyHasToLeadInManagedMode() {
        story.leader = Part.read(Optional.empty());
        story.pods.set(1, DoctorStory.agent(true, "agent", "--operation-mode=managed"));

        assertThat(story.findings()).isEmpty();
    }

    @Test
    void aNodeWithLabelledPodsAndNoAgentIsTold() {
        story.pods.remove(1);

        assertThat(story.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(FindingKind.AGENT_MISSING);
            assertThat(finding.object()).isEqualTo("Node node-0");
        });
    }

    @Test
    void aNodeWithoutLabelledPodsNeedsNoAgent() {
        story.pods.clear();

        assertThat(story.findings()).isEmpty();
    }

    @Test
    void anAgentThatIsNotReadyIsTold() {
        story.pods.set(1, DoctorStory.agent(false));

        assertThat(story.kinds()).containsExactly(FindingKind.AGENT_NOT_READY);
    }

    @Test
    void anIdentityThatCannotBeUsedIsTold() {
        story.identities = List.of(new Verdict.Invalid(new ObjectKey("shop", "orders"), "spec.clientID is empty"));

        assertThat(story.kinds()).containsExactly(FindingKind.IDENTITY_INVALID);
    }

    @Test
    void aRoleThatIsMissingComesWithTheCommandThatGivesIt() {
        story.roles = List.of(new RoleState(need(), List.of(), Optional.empty()));

        assertThat(story.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(FindingKind.ROLE_MISSING);
            assertThat(finding.remedy()).startsWith("az role assignment create --assignee-object-id kubelet-object");
        });
    }

    @Test
    void aRoleOfTheClientIdIsCalledOne() {
        story.roles = List.of(new RoleState(need(), List.of(), Optional.of("kubelet-client")));

        assertThat(story.kinds()).containsExactly(FindingKind.CLIENT_ID_AS_PRINCIPAL);
    }

    @Test
    void aRoleThatIsThereIsNotTold() {
        var held = new RoleAssignment("kubelet-object", need().scope(), "AcrPull", BuiltInRole.ACR_PULL.permissions());
        story.roles = List.of(new RoleState(need(), List.of(held), Optional.empty()));

        assertThat(story.findings()).isEmpty();
    }

    @Test
    void anIdentityWithoutObjectIdWasDeletedMeanwhile() {
        story.attached.put(WhyStory.RESOURCE, Optional.empty());

        assertThat(story.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(FindingKind.IDENTITY_RECREATED);
            assertThat(finding.remedy()).contains("az vmss identity remove --ids " + WhyStory.HOST.id());
        });
    }

    @Test
    void whatIsAssignedAndNotAttachedIsTold() {
        story.attached.remove(WhyStory.RESOURCE);

        assertThat(story.kinds()).containsExactly(FindingKind.IDENTITY_NOT_ATTACHED);
    }

    @Test
    void whatIsStillOnItsWayIsNotTold() {
        story.assignments = List.of(WhyStory.assigned(AssignmentState.CREATED));
        story.attached.remove(WhyStory.RESOURCE);

        assertThat(story.findings()).isEmpty();
    }

    @Test
    void whatIsAttachedAndNotNeededIsToldOnceForEachHostWithoutTheClustersOwn() {
        story.assignments = List.of();

        assertThat(story.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(FindingKind.IDENTITY_NOT_NEEDED);
            assertThat(finding.observed()).endsWith(": orders");
        });
    }

    @Test
    void aHostWithMoreThanOneRequestTakesIsTold() {
        for (var number = 0; number < 150; number++) {
            story.attached.put(
                    new ResourceId("/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity"
                            + "/userAssignedIdentities/id-" + number),
                    Optional.of("object-" + number));
        }

        assertThat(story.kinds()).contains(FindingKind.HOST_CROWDED);
    }

    @Test
    void anExceptionThatOpensAllToUsersIsTold() {
        story.exceptions = List.of(DoctorStory.exception("shop", Optional.empty()));

        assertThat(story.kinds()).containsExactly(FindingKind.EXCEPTION_IN_USER_NAMESPACE);
    }

    @Test
    void anExceptionOfTheSystemOrForNamedIdentitiesIsNotTold() {
        story.exceptions = List.of(
                DoctorStory.exception("kube-system", Optional.empty()),
                DoctorStory.exception("shop", Optional.of(Set.of("client-1"))));

        assertThat(story.findings()).isEmpty();
    }

    @Test
    void kubenetIsToldWithThePodsThatCouldForgePackets() {
        story.networkPlugin = Optional.of("kubenet");

        assertThat(story.kinds()).containsExactly(FindingKind.KUBENET, FindingKind.NET_RAW_KEPT);
    }

    @Test
    void anAgentThatIsAllowedKubenetTellsOfItUnlessArmKnowsBetter() {
        story.pods.set(0, DoctorStory.labelled(false));
        story.pods.set(1, DoctorStory.agent(true, "agent", "--allow-network-plugin-kubenet=true"));
        assertThat(story.findings()).isEmpty();

        story.networkPlugin = Optional.empty();
        assertThat(story.kinds()).containsExactly(FindingKind.KUBENET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"registry.example/aad-pod-identity/nmi:v1.8.17", "registry.example:5000/mic@sha256:0123", "nmi"})
    void aWorkloadOfTheOldProjectIsLeftOver(String image) {
        story.workloads = List.of(new Workload("DaemonSet", new ObjectKey("default", "nmi"), List.of(image)));

        assertThat(story.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(FindingKind.OLD_COMPONENT);
            assertThat(finding.remedy()).endsWith("kubectl -n default delete daemonset nmi");
        });
    }

    @Test
    void aWorkloadOfOursUnderAnOldNameIsNot() {
        story.workloads = List.of(new Workload(
                "DaemonSet",
                new ObjectKey("default", "aad-pod-identity-nmi"),
                List.of("registry.example/podpass:1.0", "registry.example/admin:1")));

        assertThat(story.findings()).isEmpty();
    }

    @Test
    void whatCannotBeReadIsToldAndTheRestIsJudged() {
        story.leader = Part.unread("can't read the leader's lease: forbidden");
        story.azureProblem = Optional.of("there is no token for ARM");
        story.pods.set(1, DoctorStory.agent(false));

        assertThat(story.kinds())
                .containsExactly(
                        FindingKind.CLUSTER_PART_UNREAD, FindingKind.AZURE_UNREAD, FindingKind.AGENT_NOT_READY);
    }

    private static RoleNeed need() {
        return new RoleNeed(BuiltInRole.ACR_PULL, Scope.ofGroup("s", "g"), "kubelet-object", "pull");
    }
}
