package io.podpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamespaceTopologyTest {
    private final NamespaceTopology topology = new NamespaceTopology(
            new NetworkPlan(PodNetworkKind.NAMESPACES, "ab12", List.of(2, 1), 1, 2, List.of(3, 4)));

    @Test
    void everyNodeAndPodHasANamespaceNamedAfterTheDemo() {
        assertThat(topology.namespaces())
                .containsExactly(
                        "podpass-ab12-fabric",
                        "podpass-ab12-node0",
                        "podpass-ab12-node0-pod0",
                        "podpass-ab12-node0-pod1",
                        "podpass-ab12-node1",
                        "podpass-ab12-node1-pod0");
    }

    @Test
    void nothingIsMadeInTheMachinesOwnNamespace() {
        assertThat(topology.creation()).allSatisfy(line -> assertThat(line).contains("netns "));
    }

    @Test
    void interfaceNamesFitTheKernelsLimitInTheLargestPlan() {
        var largest = new NamespaceTopology(
                new NetworkPlan(PodNetworkKind.NAMESPACES, "abcdefghijkl", List.of(200), 1, 2, List.of(3)));

        assertThat(largest.creation())
                .allSatisfy(line -> Pattern.compile("link add (\\S+)|name (\\S+)")
                        .matcher(line)
                        .results()
                        .forEach(found -> assertThat(found.group().replaceFirst("(link add|name) ", ""))
                                .hasSizeLessThanOrEqualTo(15)));
        assertThat(largest.podAddress(0, 199)).isEqualTo("10.244.0.209");
    }

    @ParameterizedTest
    @CsvSource({"10.240.0.4, 0", "10.240.0.5, 1", "10.244.0.10, 0", "10.244.1.10, 1", "10.244.1.1, 1"})
    void callerBelongsToTheNodeOfItsAddress(String caller, int node) {
        assertThat(topology.nodeOf(InetAddress.ofLiteral(caller))).hasValue(node);
    }

    @ParameterizedTest
    @CsvSource({"10.240.0.1", "10.240.0.6", "10.240.1.4", "10.244.2.10", "127.0.0.1", "169.254.169.254", "::1"})
    void strangersBelongToNoNode(String caller) {
        assertThat(topology.nodeOf(InetAddress.ofLiteral(caller))).isEqualTo(OptionalInt.empty());
    }
}
