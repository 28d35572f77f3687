package io.podpass.diagnosis;

import io.podpass.azure.ArmPrincipal;
import io.podpass.core.Scope;
import java.util.List;

/**
 * What roles of a cluster hang on.
 *
 * @param principal who attaches and pulls: the kubelet identity on AKS
 * @param nodeGroup resource group of scale sets and machines
 * @param known principals whose two ids are known, so that a mistaken one is recognised
 */
public record ClusterFacts(ArmPrincipal principal, Scope nodeGroup, List<ArmPrincipal> known) {
    public ClusterFacts {
        known = List.copyOf(known);
    }
}
