package io.podpass.localazure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** The machines of a Uniform scale set, derived from its capacity; an identity lives on the scale set (§3.5). */
final class ScaleSetInstances implements ResourceType {
    private static final int COMPUTER_NAME_DIGITS = 6;

    private final Resources resources;

    ScaleSetInstances(Resources resources) {
        this.resources = resources;
    }

    @Override
    public String name() {
        return "Microsoft.Compute/virtualMachineScaleSets/virtualMachines";
    }

    @Override
    public Reply handle(ArmRequest request) {
        if (!request.method().equals("GET")) {
            throw request.methodNotAllowed();
        }
        if (request.target().collection()) {
            Resource scaleSet = resources.require(request.id(), ComputeType.SCALE_SETS);
            return Reply.json(200, Json.list(list(scaleSet)));
        }
        Resource scaleSet = resources.require(request.id().parent(), ComputeType.SCALE_SETS);
        return index(scaleSet, request.id().name())
                .map(index -> Reply.json(200, json(scaleSet, index)))
                .orElseThrow(() -> ArmException.resourceNotFound(request.id(), name()));
    }

    /** The number of the instance if the scale set has it. */
    static Optional<Integer> index(Resource scaleSet, String instanceId) {
        return IntStream.range(0, capacity(scaleSet))
                .filter(index -> Integer.toString(index).equals(instanceId))
                .boxed()
                .findFirst();
    }

    /** AKS names nodes so: the scale set's name and six digits of base 36. */
    static String computerName(Resource scaleSet, int index) {
        String digits = Integer.toString(index, 36);
        return scaleSet.id().name() + "0".repeat(Math.max(0, COMPUTER_NAME_DIGITS - digits.length())) + digits;
    }

    static String instanceName(Resource scaleSet, int index) {
        return scaleSet.id().name() + "_" + index;
    }

    /** Stable: the same machine has the same id as long as it exists. */
    static String vmId(ResourceId machine) {
        return UUID.nameUUIDFromBytes(machine.key().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static int capacity(Resource scaleSet) {
        return scaleSet.body().path("sku").path("capacity").asInt(0);
    }

    private List<ObjectNode> list(Resource scaleSet) {
        return IntStream.range(0, capacity(scaleSet))
                .mapToObj(index -> json(scaleSet, index))
                .toList();
    }

    private ObjectNode json(Resource scaleSet, int index) {
        ResourceId id = scaleSet.id().child("virtualMachines", Integer.toString(index));
        ObjectNode json = Json.object();
        json.put("id", id.toString());
        json.put("name", instanceName(scaleSet, index));
        json.put("type", name());
        json.put("location", scaleSet.location());
        json.put("instanceId", Integer.toString(index));
        json.set("sku", scaleSet.body().path("sku").deepCopy());
        ObjectNode properties = json.putObject("properties");
        properties.put("latestModelApplied", true);
        properties.put("vmId", vmId(id));
        properties.put("provisioningState", "Succeeded");
        properties.putObject("osProfile").put("computerName", computerName(scaleSet, index));
        return json;
    }
}
