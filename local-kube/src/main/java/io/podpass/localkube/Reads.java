package io.podpass.localkube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** GET of an object and of a list. */
final class Reads {
    private final ObjectStore store;
    private final Clock clock;

    Reads(ObjectStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    Reply get(Route route, HttpCall call) {
        ObjectNode found = store.get(route.type().shelf(), route.key())
                .orElseThrow(
                        () -> ApiException.notFound(route.type(), route.name().orElseThrow()));
        return Reply.ok(Presentation.of(route.type(), call, clock).one(found));
    }

    Reply list(Route route, HttpCall call) {
        Selection selection = Selection.of(route, call.query());
        Page page = Page.of(call.query(), store.version());
        List<Map.Entry<ObjectKey, ObjectNode>> all = store.at(route.type().shelf(), page.version())
                .orElseThrow(() -> ApiException.expired(
                        "The provided continue parameter is too old to display a consistent list result. You can"
                                + " start a new list without the continue parameter."));
        List<Map.Entry<ObjectKey, ObjectNode>> left = all.stream()
                .filter(entry -> page.startsBefore(entry.getKey()))
                .filter(entry -> selection.matches(entry.getKey(), entry.getValue()))
                .toList();
        ObjectNode metadata = Json.object().put("resourceVersion", Long.toString(page.version()));
        List<ObjectNode> shown =
                new ArrayList<>(left.stream().map(Map.Entry::getValue).toList());
        if (page.limit() > 0 && left.size() > page.limit()) {
            shown = shown.subList(0, page.limit());
            metadata.put("continue", page.after(left.get(page.limit() - 1).getKey()));
            metadata.put("remainingItemCount", left.size() - page.limit());
        }
        return Reply.ok(Presentation.of(route.type(), call, clock).list(shown, metadata));
    }
}
