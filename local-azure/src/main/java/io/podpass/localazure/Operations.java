package io.podpass.localazure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Long-running operations. Nothing runs in the background: an operation whose time has come takes effect at the next
 * {@link #settle}, which every service calls before it looks at anything. Used under the lock of {@link Resources}.
 */
final class Operations {
    private record Operation(String id, Instant started, Instant due, Runnable effect) {}

    private final Map<String, Operation> running = new LinkedHashMap<>();
    private final Map<String, Operation> finished = new LinkedHashMap<>();
    private final Clock clock;
    private final Ids ids;
    private final Duration duration;

    Operations(Clock clock, Ids ids, Duration duration) {
        this.clock = clock;
        this.ids = ids;
        this.duration = duration;
    }

    /** Returns the operation's id, for {@link #status}. */
    String start(Runnable effect) {
        Instant now = clock.instant();
        var operation = new Operation(ids.guid(), now, now.plus(duration), effect);
        running.put(operation.id(), operation);
        return operation.id();
    }

    void settle() {
        Instant now = clock.instant();
        var due = running.values().stream()
                .filter(operation -> !operation.due().isAfter(now))
                .toList();
        for (Operation operation : due) {
            running.remove(operation.id());
            operation.effect().run();
            finished.put(operation.id(), operation);
        }
    }

    Optional<ObjectNode> status(String id) {
        Operation current = running.get(id);
        if (current != null) {
            return Optional.of(json(current, "InProgress"));
        }
        return Optional.ofNullable(finished.get(id))
                .map(operation -> json(operation, "Succeeded")
                        .put("endTime", operation.due().toString())
                        .put("percentComplete", 100.0));
    }

    private static ObjectNode json(Operation operation, String status) {
        return Json.object()
                .put("name", operation.id())
                .put("startTime", operation.started().toString())
                .put("status", status);
    }
}
