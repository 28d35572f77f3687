package io.podpass.cli;

import io.podpass.cli.Scenario.PodObject;
import java.util.ArrayList;
import java.util.List;

/** Which place of the pod network each pod of a scenario has; the last place of the first node is the spare pod's. */
record DemoPlacement(List<Placed> pods, List<Integer> podsOfNodes) {
    /** {@code index} counts the pods of its node. */
    record Placed(PodObject pod, int index) {}

    static DemoPlacement of(Scenario scenario, int nodes) {
        var counts = new int[nodes];
        var pods = new ArrayList<Placed>();
        for (var pod : scenario.pods()) {
            pods.add(new Placed(pod, counts[pod.node()]++));
        }
        counts[0]++;
        var podsOfNodes = new ArrayList<Integer>();
        for (var count : counts) {
            podsOfNodes.add(count);
        }
        return new DemoPlacement(List.copyOf(pods), List.copyOf(podsOfNodes));
    }

    int spare() {
        return podsOfNodes.getFirst() - 1;
    }
}
