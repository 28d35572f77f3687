package io.podpass.localkube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * One version of one type of resource.
 *
 * @param group empty for the core group
 * @param fields the field selectors it knows besides {@code metadata.name} and {@code metadata.namespace}
 * @param traits how it departs from the plainest type
 * @param custom whether a CustomResourceDefinition made it
 * @param schema its OpenAPI v3 schema, as published
 */
record ResourceType(
        String group,
        String version,
        String kind,
        String plural,
        String singular,
        List<String> shortNames,
        List<String> categories,
        Set<String> fields,
        Set<Trait> traits,
        boolean custom,
        Rules rules,
        Columns columns,
        ObjectNode schema) {

    enum Trait {
        NAMESPACED,
        /** Has {@code /status}; writes of the object itself leave the status alone. */
        STATUS,
        /** Counts changes of the content in {@code metadata.generation}. */
        GENERATION,
        /** An update must name the resource version it replaces. */
        CONDITIONAL_UPDATE,
        /** The status that comes with a new object is kept, although it has {@code /status}. */
        STATUS_AT_CREATION,
    }

    boolean has(Trait trait) {
        return traits.contains(trait);
    }

    boolean namespaced() {
        return has(Trait.NAMESPACED);
    }

    String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** {@code pods} or {@code leases.coordination.k8s.io}: how messages name the type. */
    String qualified() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    /** Where its objects are kept: all versions of a type share one shelf, and so do both kinds of events. */
    String shelf() {
        return group.equals("events.k8s.io") ? plural : qualified();
    }

    String listKind() {
        return kind + "List";
    }
}
