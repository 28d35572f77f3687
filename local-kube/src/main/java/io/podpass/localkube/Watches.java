package io.podpass.localkube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Streams of changes. */
final class Watches {
    /** How long a watch without {@code timeoutSeconds} lasts; a real server picks 30 to 60 minutes. */
    private static final long DEFAULT_TIMEOUT_SECONDS = 45 * 60;

    /** How often a quiet watch tells the version it has reached. */
    private static final Duration BOOKMARK_EVERY = Duration.ofSeconds(30);

    private final ObjectStore store;
    private final Clock clock;

    Watches(ObjectStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    Reply watch(Route route, HttpCall call) {
        Query query = call.query();
        Selection selection = Selection.of(route, query);
        Presentation shown = Presentation.of(route.type(), call, clock);
        long from = query.number("resourceVersion").orElse(0L);
        boolean initial = query.flag("sendInitialEvents");
        boolean bookmarks = query.flag("allowWatchBookmarks");
        Duration timeout =
                Duration.ofSeconds(Math.max(1, query.number("timeoutSeconds").orElse(DEFAULT_TIMEOUT_SECONDS)));
        String shelf = route.type().shelf();
        return new Reply.Stream(sink -> {
            long seen = from == 0 || initial ? present(shelf, selection, shown, initial && bookmarks, sink) : from;
            follow(shelf, seen, System.nanoTime() + timeout.toNanos(), bookmarks, selection, shown, sink);
        });
    }

    /** Sends what is there now and returns the version that shows. */
    private long present(String shelf, Selection selection, Presentation shown, boolean bookmark, Reply.Sink sink)
            throws IOException {
        long now = store.version();
        List<Map.Entry<ObjectKey, ObjectNode>> all = store.at(shelf, now).orElseThrow();
        for (Map.Entry<ObjectKey, ObjectNode> entry : all) {
            if (selection.matches(entry.getKey(), entry.getValue())) {
                sink.accept(event("ADDED", shown.one(entry.getValue())));
            }
        }
        if (bookmark) {
            sink.accept(event("BOOKMARK", shown.bookmark(now, true)));
        }
        return now;
    }

    private void follow(
            String shelf,
            long from,
            long deadline,
            boolean bookmarks,
            Selection selection,
            Presentation shown,
            Reply.Sink sink)
            throws IOException {
        long seen = from;
        while (true) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            ObjectStore.Changes news = await(shelf, seen, left.compareTo(BOOKMARK_EVERY) < 0 ? left : BOOKMARK_EVERY);
            if (news.tooOld()) {
                sink.accept(event(
                        "ERROR",
                        ApiException.expired("too old resource version: " + seen + " (" + news.version() + ")")
                                .status()));
                return;
            }
            for (Change change : news.changes()) {
                Optional<ObjectNode> event = event(change, selection, shown);
                if (event.isPresent()) {
                    sink.accept(event.get());
                }
            }
            // Never back: a client may watch from a version that is yet to come.
            seen = Math.max(seen, news.version());
            boolean over = news.closed() || deadline - System.nanoTime() <= 0;
            if (bookmarks && !news.closed() && (over || news.changes().isEmpty())) {
                sink.accept(event("BOOKMARK", shown.bookmark(seen, false)));
            }
            if (over) {
                return;
            }
        }
    }

    private ObjectStore.Changes await(String shelf, long seen, Duration atMost) throws IOException {
        try {
            return store.await(shelf, seen, atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while watching", e);
        }
    }

    /** An object that comes to match a selector was added and one that ceases to was deleted, as far as this watch goes. */
    private static Optional<ObjectNode> event(Change change, Selection selection, Presentation shown) {
        boolean matched = change.before().filter(selection::matches).isPresent();
        boolean matches = !change.deleted() && selection.matches(change.object());
        if (matches) {
            return Optional.of(event(matched ? "MODIFIED" : "ADDED", shown.one(change.object())));
        }
        if (!matched) {
            return Optional.empty();
        }
        ObjectNode last = change.before().orElseThrow().deepCopy();
        Json.metadata(last).put("resourceVersion", Long.toString(change.version()));
        return Optional.of(event("DELETED", shown.one(last)));
    }

    private static ObjectNode event(String type, ObjectNode object) {
        return Json.object().put("type", type).set("object", object);
    }
}
