package io.podpass.check;

import java.util.List;
import java.util.stream.Stream;

/** All files together: what one of them names, another may have. */
record World(List<Resource> resources, List<Manifest> manifests) {
    World {
        resources = List.copyOf(resources);
        manifests = List.copyOf(manifests);
    }

    /** Resources and data sources of a type. */
    Stream<Resource> resources(String type) {
        return resources.stream().filter(resource -> resource.type().equals(type));
    }

    Stream<Manifest> manifests(String kind) {
        return manifests.stream().filter(manifest -> manifest.kind().equals(kind));
    }
}
