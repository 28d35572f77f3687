package io.podpass.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows the references of a plan's configuration through calls of modules, their variables and outputs, to resources.
 * Locals are not in a plan, so whatever goes through one ends there (spec azure-platform §4.3).
 */
final class References {
    /** A file that is no plan of Terraform's could lead in a circle; nobody passes a value on more often. */
    private static final int DEPTH = 16;

    /** Blocks whose parts a reader takes; any other name behind a value is a key of what the module made of it. */
    private static final Set<String> BLOCKS = Set.of("", "identity", "kubelet_identity", "kube_config");

    private References() {}

    /** Of each resource by its address without keys, the origins of each of its arguments. */
    static Map<String, Map<String, Set<Origin>>> of(JsonNode configuration) {
        var all = new LinkedHashMap<String, Map<String, Set<Origin>>>();
        collect(new Module("", configuration.path("root_module"), null, ""), all, 0);
        return all;
    }

    /** A module, and the call that passes its variables. */
    private record Module(
            String prefix, JsonNode content, @Nullable Module parent, String name) {
        Module child(String called) {
            return new Module(
                    prefix + "module." + called + ".",
                    content.path("module_calls").path(called).path("module"),
                    this,
                    called);
        }
    }

    private static void collect(Module module, Map<String, Map<String, Set<Origin>>> all, int depth) {
        if (depth > DEPTH) {
            return;
        }
        for (var resource : module.content().path("resources")) {
            var arguments = new LinkedHashMap<String, Set<Origin>>();
            arguments(module, resource, resource.path("expressions"), "", arguments, 0);
            all.put(module.prefix() + resource.path("address").asText(), arguments);
        }
        module.content()
                .path("module_calls")
                .fieldNames()
                .forEachRemaining(name -> collect(module.child(name), all, depth + 1));
    }

    private static void arguments(
            Module module, JsonNode resource, JsonNode node, String path, Map<String, Set<Origin>> into, int depth) {
        if (depth > DEPTH) {
            return;
        }
        if (node.isArray()) {
            node.forEach(block -> arguments(module, resource, block, path, into, depth + 1));
        } else if (node.path("references").isArray()) {
            into.computeIfAbsent(path, _ -> new LinkedHashSet<>()).addAll(read(module, resource, node, 0));
        } else {
            node.properties()
                    .forEach(field -> arguments(
                            module,
                            resource,
                            field.getValue(),
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                            into,
                            depth + 1));
        }
    }

    private static Set<Origin> read(Module module, JsonNode resource, JsonNode expression, int depth) {
        var origins = new LinkedHashSet<Origin>();
        for (var reference : longest(expression.path("references"))) {
            origins.addAll(follow(module, resource, reference, depth + 1));
        }
        return origins;
    }

    /** Terraform lists each reference from the whole to the bare resource; only the whole says what is read. */
    private static List<String> longest(JsonNode references) {
        var all = references.valueStream().map(JsonNode::asText).distinct().toList();
        return all.stream()
                .filter(one ->
                        all.stream().noneMatch(other -> other.startsWith(one + ".") || other.startsWith(one + "[")))
                .map(References::withoutKeys)
                .distinct()
                .toList();
    }

    private static Set<Origin> follow(Module module, JsonNode resource, String reference, int depth) {
        if (depth > DEPTH) {
            return Set.of(Origin.opaque(reference));
        }
        var parts = List.of(reference.split("\\.", -1));
        return switch (parts.getFirst()) {
            case "each" -> loop(module, resource, reference, depth);
            case "var" -> variable(module, parts, reference, depth);
            case "module" -> output(module, parts, reference, depth);
            case "count", "path", "terraform" -> Set.of();
            case "local", "self" -> Set.of(Origin.opaque(reference));
            case "data" -> Set.of(leaf(module, parts, 3, reference));
            default -> Set.of(leaf(module, parts, 2, reference));
        };
    }

    private static Origin leaf(Module module, List<String> parts, int names, String reference) {
        return parts.size() < names
                ? Origin.opaque(reference)
                : new Origin(
                        module.prefix() + String.join(".", parts.subList(0, names)),
                        String.join(".", parts.subList(names, parts.size())));
    }

    /** The value of a loop is one of what it runs over. */
    private static Set<Origin> loop(Module module, JsonNode resource, String reference, int depth) {
        var over = resource.path("for_each_expression");
        return over.path("references").isArray() && reference.startsWith("each.value")
                ? read(module, MissingNode.getInstance(), over, depth)
                : Set.of(Origin.opaque(reference));
    }

    private static Set<Origin> variable(Module module, List<String> parts, String reference, int depth) {
        var parent = module.parent();
        if (parent == null || parts.size() < 2) {
            return Set.of(Origin.opaque(reference));
        }
        var call = parent.content().path("module_calls").path(module.name());
        var passed = call.path("expressions").path(parts.get(1));
        if (!passed.path("references").isArray()) {
            return Set.of(Origin.opaque(reference));
        }
        return appended(read(parent, call, passed, depth), parts.subList(2, parts.size()));
    }

    private static Set<Origin> output(Module module, List<String> parts, String reference, int depth) {
        if (parts.size() < 3) {
            return Set.of(Origin.opaque(reference));
        }
        var child = module.child(parts.get(1));
        var expression = child.content().path("outputs").path(parts.get(2)).path("expression");
        if (!expression.path("references").isArray()) {
            return Set.of(Origin.opaque(reference));
        }
        return appended(read(child, MissingNode.getInstance(), expression, depth), parts.subList(3, parts.size()));
    }

    /** Of a whole resource that is passed on, the reader takes a part. */
    private static Set<Origin> appended(Set<Origin> origins, List<String> rest) {
        if (rest.isEmpty() || origins.size() != 1) {
            return origins;
        }
        var origin = origins.iterator().next();
        if (origin.opaque() || !BLOCKS.contains(origin.attribute())) {
            return origins;
        }
        var tail = String.join(".", rest);
        return Set.of(
                new Origin(origin.definition(), origin.attribute().isEmpty() ? tail : origin.attribute() + "." + tail));
    }

    /** {@code module.a["x.y"].b.c[0].d} becomes {@code module.a.b.c.d}. */
    static String withoutKeys(String address) {
        var out = new StringBuilder();
        var quoted = false;
        var depth = 0;
        for (var i = 0; i < address.length(); i++) {
            var c = address.charAt(i);
            if (depth > 0 && quoted && c == '\\') {
                i++;
            } else if (depth > 0 && c == '"') {
                quoted = !quoted;
            } else if (c == '[' && !quoted) {
                depth++;
            } else if (c == ']' && !quoted && depth > 0) {
                depth--;
            } else if (depth == 0) {
                out.append(c);
            }
        }
        return out.toString();
    }
}
