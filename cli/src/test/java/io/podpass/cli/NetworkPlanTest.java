package io.podpass.cli;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkPlanTest {
    @Test
    void onlyWhatFitsAddressesAndNamesIsAPlan() {
        assertThatIllegalArgumentException().isThrownBy(() -> plan("a-b", List.of(1), List.of(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> plan("", List.of(1), List.of(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> plan("a", List.of(), List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> plan("a", List.of(201), List.of(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan("a", List.of(1, 1), List.of(1)))
                .withMessage("each of 2 nodes needs a metadata service, there are 1");
    }

    @Test
    void askingForAPodBeyondThePlanSaysWhatThereIs() {
        var plan = plan("a", List.of(1, 2), List.of(1, 2));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan.checkPod(1, 2))
                .withMessage("there is no pod 2 on node 1: it has 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan.checkNode(2))
                .withMessage("there is no node 2: nodes are 0 to 1");
    }

    private static NetworkPlan plan(String id, List<Integer> pods, List<Integer> metadataPorts) {
        return new NetworkPlan(PodNetworkKind.LOOPBACK, id, pods, 1, 2, metadataPorts);
    }
}
