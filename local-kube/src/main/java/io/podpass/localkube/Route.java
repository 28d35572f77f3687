package io.podpass.localkube;

import java.util.List;
import java.util.Optional;

/**
 * What a resource path points at.
 *
 * @param namespace empty for the whole cluster
 * @param subresource empty for the object itself
 */
record Route(ResourceType type, String namespace, Optional<String> name, String subresource) {
    /** Resolves {@code /api/v1/…} and {@code /apis/GROUP/VERSION/…}; throws {@link ApiException} (404) otherwise. */
    static Route resolve(List<String> path, Types types) {
        int start = path.getFirst().equals("api") ? 2 : 3;
        if (path.size() <= start) {
            throw ApiException.noSuchPath();
        }
        String group = start == 2 ? "" : path.get(1);
        String version = path.get(start - 1);
        List<String> rest = path.subList(start, path.size());
        // "namespaces/x/status" is a namespace's status; "namespaces/x/pods" is what lives inside.
        boolean inside = rest.size() > 2
                && rest.getFirst().equals("namespaces")
                && !(group.isEmpty() && List.of("status", "finalize").contains(rest.get(2)));
        String namespace = inside ? rest.get(1) : "";
        List<String> tail = inside ? rest.subList(2, rest.size()) : rest;
        ResourceType type = types.find(group, version, tail.getFirst()).orElseThrow(ApiException::noSuchPath);
        if (tail.size() > 3 || (inside && !type.namespaced())) {
            throw ApiException.noSuchPath();
        }
        Optional<String> name = tail.size() > 1 ? Optional.of(tail.get(1)) : Optional.empty();
        if (name.isPresent() && type.namespaced() && !inside) {
            throw ApiException.noSuchPath();
        }
        return new Route(type, namespace, name, tail.size() > 2 ? tail.get(2) : "");
    }

    ObjectKey key() {
        return new ObjectKey(namespace, name.orElseThrow(ApiException::methodNotAllowed));
    }
}
