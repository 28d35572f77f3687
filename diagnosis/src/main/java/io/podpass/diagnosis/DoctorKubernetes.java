package io.podpass.diagnosis;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.podpass.diagnosis.DoctorReading.Definition;
import io.podpass.diagnosis.EgressPolicy.Block;
import io.podpass.diagnosis.EgressPolicy.PortRange;
import io.podpass.diagnosis.EgressPolicy.Requirement;
import io.podpass.diagnosis.EgressPolicy.Rule;
import io.podpass.kube.CustomResourceDefinitions;
import io.podpass.kube.Records;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From objects of Kubernetes to the records that are judged. */
final class DoctorKubernetes {
    private DoctorKubernetes() {}

    static Definition definition(CustomResourceDefinition found) {
        var ours = found.getSpec().getVersions().stream()
                .filter(version -> version.getName().equals(CustomResourceDefinitions.VERSION))
                .findFirst();
        return new Definition(
                found.getSpec().getNames().getPlural(),
                ours.filter(version -> Boolean.TRUE.equals(version.getServed())).isPresent(),
                ours.stream()
                        .flatMap(version -> version.getAdditionalPrinterColumns().stream())
                        .map(CustomResourceColumnDefinition::getName)
                        .collect(Collectors.toSet()));
    }

    /** It has the capability unless it drops it: container runtimes give it to everybody. */
    static boolean keepsNetRaw(Pod pod) {
        return containers(pod.getSpec()).anyMatch(container -> {
            var security = container.getSecurityContext();
            var capabilities = security == null ? null : security.getCapabilities();
            var dropped = capabilities == null ? List.<String>of() : capabilities.getDrop();
            var added = capabilities == null ? List.<String>of() : capabilities.getAdd();
            return added.contains("NET_RAW")
                    || dropped.stream().noneMatch(name -> name.equalsIgnoreCase("ALL") || name.equals("NET_RAW"));
        });
    }

    static List<String> images(PodSpec spec) {
        return containers(spec)
                .map(container -> Objects.requireNonNullElse(container.getImage(), ""))
                .toList();
    }

    private static Stream<Container> containers(PodSpec spec) {
        return spec == null ? Stream.empty() : spec.getContainers().stream();
    }

    /** Empty for one that is about what pods receive only. */
    static Optional<EgressPolicy> policy(NetworkPolicy found) {
        var spec = found.getSpec();
        if (spec == null
                || !(spec.getPolicyTypes().contains("Egress")
                        || !spec.getEgress().isEmpty())) {
            return Optional.empty();
        }
        var selector = Objects.requireNonNullElseGet(spec.getPodSelector(), LabelSelector::new);
        return Optional.of(new EgressPolicy(
                Records.key(found),
                Objects.requireNonNullElse(selector.getMatchLabels(), Map.of()),
                selector.getMatchExpressions().stream()
                        .map(term -> new Requirement(term.getKey(), term.getOperator(), Set.copyOf(term.getValues())))
                        .toList(),
                spec.getEgress().stream().map(DoctorKubernetes::rule).toList()));
    }

    private static Rule rule(NetworkPolicyEgressRule rule) {
        return new Rule(
                rule.getTo().isEmpty(),
                rule.getTo().stream()
                        .map(NetworkPolicyPeer::getIpBlock)
                        .filter(Objects::nonNull)
                        .map(block -> new Block(block.getCidr(), block.getExcept()))
                        .toList(),
                rule.getPorts().isEmpty(),
                rule.getPorts().stream()
                        .filter(port ->
                                port.getProtocol() == null || port.getProtocol().equals("TCP"))
                        .map(DoctorKubernetes::range)
                        .toList());
    }

    private static PortRange range(NetworkPolicyPort port) {
        var first = number(port.getPort());
        if (first.isEmpty()) {
            // No port is every port; one by name is no port of the agent's.
            return port.getPort() == null ? new PortRange(0, 65_535) : new PortRange(0, -1);
        }
        return new PortRange(first.get(), Objects.requireNonNullElse(port.getEndPort(), first.get()));
    }

    private static Optional<Integer> number(IntOrString port) {
        return Optional.ofNullable(port).map(IntOrString::getIntVal);
    }
}
