package io.podpass.localkube;

import java.util.List;

/** What every cluster has from its start. */
final class Bootstrap {
    private Bootstrap() {}

    static void namespaces(Writes writes, Types types) {
        for (String name : List.of("default", "kube-system", "kube-public", "kube-node-lease")) {
            var namespace = Json.object().put("apiVersion", "v1").put("kind", "Namespace");
            Json.metadata(namespace).put("name", name);
            writes.create(types.builtIn("", "namespaces"), "", namespace);
        }
    }
}
