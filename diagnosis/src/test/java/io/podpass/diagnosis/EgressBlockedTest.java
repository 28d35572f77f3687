package io.podpass.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.podpass.core.FindingKind;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies as people write them. */
class EgressBlockedTest {
    private final DoctorStory story = new DoctorStory();

    private static Optional<EgressPolicy> policy(String spec) {
        return DoctorKubernetes.policy(
                new KubernetesSerialization().unmarshal("""
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: limits, namespace: shop}
                spec: %s
                """.formatted(spec), NetworkPolicy.class));
    }

    private void has(String spec) {
        story.policies = policy(spec).stream().toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{podSelector: {}, policyTypes: [Egress]}",
                "{podSelector: {matchLabels: {app: orders}}, egress: [{ports: [{port: 53, protocol: UDP}]}]}",
                "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{podSelector: {}}]}]}",
                "{podSelector: {}, egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.0.0/16, 127.0.0.0/8]}}]}]}",
                "{podSelector: {}, egress: [{to: [{ipBlock: {cidr: 169.254.169.254/32}}], ports: [{port: 443}]}]}",
                "{podSelector: {matchExpressions: [{key: app, operator: In, values: [orders]}]}, policyTypes: [Egress]}"
            })
    void policiesThatOpenNeitherAddressAreTold(String spec) {
        has(spec);

        assertThat(story.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(FindingKind.EGRESS_BLOCKED);
            assertThat(finding.object()).isEqualTo("NetworkPolicy shop/limits");
            assertThat(finding.observed()).contains("to pod shop/orders-0:");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{podSelector: {}, egress: [{}]}",
                "{podSelector: {}, egress: [{to: [{ipBlock: {cidr: 127.0.0.1/32}}], ports: [{port: 2579, protocol: TCP}]}]}",
                "{podSelector: {}, egress: [{to: [{ipBlock: {cidr: 169.254.169.254/32}}], ports: [{port: 1, endPort: 100}]}]}",
                "{podSelector: {}, egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}",
                "{podSelector: {matchLabels: {app: other}}, policyTypes: [Egress]}",
                "{podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [orders]}]}, policyTypes: [Egress]}",
                "{podSelector: {}, policyTypes: [Ingress]}"
            })
    void policiesThatOpenOneOrAreNotForThePodAreNot(String spec) {
        has(spec);

        assertThat(story.findings()).isEmpty();
    }

    @Test
    void onePolicyOfTwoIsEnough() {
        story.policies = Stream.of("{podSelector: {}, policyTypes: [Egress]}", "{podSelector: {}, egress: [{}]}")
                .flatMap(spec -> policy(spec).stream())
                .toList();

        assertThat(story.findings()).isEmpty();
    }
}
