package io.podpass.localkube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Which objects of a shelf a list, a watch or a deletion is about. An empty namespace means all of them. */
record Selection(String namespace, LabelSelector labels, FieldSelector fields) {
    static Selection of(Route route, Query query) {
        FieldSelector fields = FieldSelector.parse(query.text("fieldSelector"), route.type());
        Optional<String> name = route.name();
        if (name.isPresent()) {
            fields = FieldSelector.parse("metadata.name=" + name.get(), route.type());
        }
        return new Selection(route.namespace(), LabelSelector.parse(query.text("labelSelector")), fields);
    }

    boolean matches(ObjectNode object) {
        return (namespace.isEmpty() || namespace.equals(Json.text(object, "metadata", "namespace")))
                && labels.matches(object)
                && fields.matches(object);
    }

    boolean matches(ObjectKey key, ObjectNode object) {
        return (namespace.isEmpty() || namespace.equals(key.namespace()))
                && labels.matches(object)
                && fields.matches(object);
    }
}
