package io.podpass.localazure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an ARM path names.
 *
 * @param type full type, in lower case, such as {@code microsoft.compute/virtualmachinescalesets}
 * @param id of the resource; for a collection, the id of what it is listed under
 * @param scope what precedes the last {@code /providers/}; where an extension resource such as a role assignment sits
 */
record ArmTarget(String type, ResourceId id, ResourceId scope, boolean collection) {
    private static final String SUBSCRIPTIONS = "microsoft.resources/subscriptions";
    private static final String GROUPS = "microsoft.resources/subscriptions/resourcegroups";

    /** Empty when the path has not the form of any resource. */
    static Optional<ArmTarget> parse(List<String> path) {
        int providers = lastProviders(path);
        return providers < 0 ? outsideProviders(path) : inProvider(path, providers);
    }

    private static Optional<ArmTarget> outsideProviders(List<String> path) {
        if (path.isEmpty() || !path.getFirst().equalsIgnoreCase("subscriptions") || path.size() > 4) {
            return Optional.empty();
        }
        if (path.size() > 2 && !path.get(2).equalsIgnoreCase("resourceGroups")) {
            return Optional.empty();
        }
        boolean collection = path.size() % 2 == 1;
        ResourceId id = ResourceId.of(collection ? path.subList(0, path.size() - 1) : path);
        return Optional.of(new ArmTarget(path.size() > 2 ? GROUPS : SUBSCRIPTIONS, id, id, collection));
    }

    private static Optional<ArmTarget> inProvider(List<String> path, int providers) {
        List<String> rest = path.subList(providers + 2, path.size());
        if (rest.isEmpty()) {
            return Optional.empty();
        }
        var type = new ArrayList<String>();
        type.add(path.get(providers + 1));
        for (int i = 0; i < rest.size(); i += 2) {
            type.add(rest.get(i));
        }
        boolean collection = rest.size() % 2 == 1;
        ResourceId scope = ResourceId.of(path.subList(0, providers));
        // A collection of children is listed under its parent, one of top-level resources under the scope.
        ResourceId id = !collection
                ? ResourceId.of(path)
                : rest.size() == 1 ? scope : ResourceId.of(path.subList(0, path.size() - 1));
        return Optional.of(new ArmTarget(Text.lower(String.join("/", type)), id, scope, collection));
    }

    private static int lastProviders(List<String> path) {
        for (int i = path.size() - 2; i >= 0; i--) {
            if (path.get(i).equalsIgnoreCase("providers")) {
                return i;
            }
        }
        return -1;
    }
}
