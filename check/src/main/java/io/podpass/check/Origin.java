package io.podpass.check;

/**
 * What an expression reads.
 *
 * @param definition address of a resource without keys, or empty when it is none
 * @param attribute path in it without indexes, such as {@code kubelet_identity.object_id}; empty where the expression reads
 *     the resource by a computed key, for then the plan does not say which attribute; of what is no resource, its name
 */
record Origin(String definition, String attribute) {
    static Origin opaque(String name) {
        return new Origin("", name);
    }

    /** Whether the plan does not tell what the value depends on: locals, keys of a loop, the caller's variables. */
    boolean opaque() {
        return definition.isEmpty();
    }

    boolean variable() {
        return opaque() && attribute.startsWith("var.");
    }

    /** The attribute alone: {@code object_id}. */
    String last() {
        return attribute.substring(attribute.lastIndexOf('.') + 1);
    }

    /** As it is written in a configuration. */
    @Override
    public String toString() {
        var path = attribute.replaceFirst("^(kubelet_identity|identity)\\.", "$1[0].");
        return opaque() || path.isEmpty() ? definition + path : definition + "." + path;
    }
}
