package io.podpass.localkube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podpass.localkube.ResourceType.Trait;
import java.util.List;

/** The documents that tell clients which types are served. */
final class Discovery {
    /** The version whose behaviour is imitated. */
    private static final String VERSION = "1.33.5";

    private static final List<String> VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
    private static final List<String> STATUS_VERBS = List.of("get", "patch", "update");

    private final Types types;

    Discovery(Types types) {
        this.types = types;
    }

    ObjectNode version() {
        String[] parts = VERSION.split("\\.", -1);
        return Json.object()
                .put("major", parts[0])
                .put("minor", parts[1])
                .put("gitVersion", "v" + VERSION + "+local.kube")
                .put("gitCommit", "")
                .put("gitTreeState", "clean")
                .put("buildDate", "1970-01-01T00:00:00Z")
                .put("goVersion", "none")
                .put("compiler", "javac")
                .put("platform", "jvm");
    }

    ObjectNode coreVersions() {
        ObjectNode versions = Json.object().put("kind", "APIVersions");
        versions.putArray("versions").add("v1");
        versions.putArray("serverAddressByClientCIDRs");
        return versions;
    }

    ObjectNode groups() {
        ObjectNode list = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = list.putArray("groups");
        types.groups().forEach(group -> groups.add(describe(group, types.versions(group))));
        return list;
    }

    ObjectNode group(String group) {
        List<String> versions = types.versions(group);
        if (versions.isEmpty()) {
            throw ApiException.noSuchPath();
        }
        ObjectNode described = Json.object().put("kind", "APIGroup").put("apiVersion", "v1");
        described.setAll(describe(group, versions));
        return described;
    }

    ObjectNode resources(String group, String version) {
        List<ResourceType> served = types.of(group, version);
        if (served.isEmpty()) {
            throw ApiException.noSuchPath();
        }
        ObjectNode list = Json.object()
                .put("kind", "APIResourceList")
                .put("apiVersion", "v1")
                .put("groupVersion", served.getFirst().apiVersion());
        ArrayNode resources = list.putArray("resources");
        for (ResourceType type : served) {
            resources.add(describe(type));
            if (type.has(Trait.STATUS)) {
                resources.add(describeStatus(type));
            }
        }
        return list;
    }

    private static ObjectNode describe(String group, List<String> versions) {
        ObjectNode described = Json.object().put("name", group);
        ArrayNode list = described.putArray("versions");
        versions.forEach(version -> list.add(groupVersion(group, version)));
        described.set("preferredVersion", groupVersion(group, versions.getFirst()));
        return described;
    }

    private static ObjectNode groupVersion(String group, String version) {
        return Json.object().put("groupVersion", group + "/" + version).put("version", version);
    }

    private static ObjectNode describe(ResourceType type) {
        ObjectNode resource = Json.object()
                .put("name", type.plural())
                .put("singularName", type.singular())
                .put("namespaced", type.namespaced())
                .put("kind", type.kind());
        resource.set("verbs", Json.strings(VERBS));
        if (!type.shortNames().isEmpty()) {
            resource.set("shortNames", Json.strings(type.shortNames()));
        }
        if (!type.categories().isEmpty()) {
            resource.set("categories", Json.strings(type.categories()));
        }
        return resource;
    }

    private static ObjectNode describeStatus(ResourceType type) {
        ObjectNode resource = Json.object()
                .put("name", type.plural() + "/status")
                .put("singularName", "")
                .put("namespaced", type.namespaced())
                .put("kind", type.kind());
        resource.set("verbs", Json.strings(STATUS_VERBS));
        return resource;
    }
}
