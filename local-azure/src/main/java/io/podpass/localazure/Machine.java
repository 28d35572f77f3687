package io.podpass.localazure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One machine as its IMDS sees it.
 *
 * @param host what its identities are attached to: its scale set, or itself
 */
record Machine(ResourceId id, Resource host, String name, String computerName) {
    /** Empty when there is no such scale set instance or virtual machine. */
    static Optional<Machine> find(Resources resources, ResourceId id) {
        Optional<Resource> direct =
                resources.find(id).filter(resource -> resource.type().equals(ComputeType.MACHINES));
        if (direct.isPresent()) {
            String name = direct.get().id().name();
            return Optional.of(new Machine(direct.get().id(), direct.get(), name, name));
        }
        return resources
                .find(id.parent())
                .filter(resource -> resource.type().equals(ComputeType.SCALE_SETS))
                .filter(scaleSet -> id.equals(scaleSet.id().child("virtualMachines", id.name())))
                .flatMap(scaleSet -> ScaleSetInstances.index(scaleSet, id.name())
                        .map(index -> new Machine(
                                scaleSet.id().child("virtualMachines", id.name()),
                                scaleSet,
                                ScaleSetInstances.instanceName(scaleSet, index),
                                ScaleSetInstances.computerName(scaleSet, index))));
    }

    boolean inScaleSet() {
        return !id.equals(host.id());
    }

    String vmSize() {
        ObjectNode body = host.body();
        return inScaleSet()
                ? body.path("sku").path("name").asText("")
                : body.path("properties").path("hardwareProfile").path("vmSize").asText("");
    }
}
