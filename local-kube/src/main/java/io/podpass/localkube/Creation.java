package io.podpass.localkube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podpass.localkube.ResourceType.Trait;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes what a client sent into a new object. */
final class Creation {
    /** What a client can't choose. */
    private static final List<String> OURS = List.of(
            "uid",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "generation",
            "selfLink",
            "managedFields");

    private final Clock clock;
    private final RandomGenerator random;

    Creation(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** Gives it its name and namespace, in place. */
    void name(ObjectNode object, ResourceType type, String namespace) {
        ObjectNode metadata = Json.metadata(object);
        String prefix = Json.text(metadata, "generateName");
        if (Json.text(metadata, "name").isEmpty() && !prefix.isEmpty()) {
            metadata.put("name", Names.generated(prefix, random));
        }
        place(metadata, type, namespace);
    }

    /** Gives it an identity, defaults and a first status, in place. */
    void complete(ObjectNode object, ResourceType type) {
        ObjectNode metadata = Json.metadata(object);
        if (!Json.text(metadata, "resourceVersion").isEmpty()) {
            throw new ApiException(
                    500, "", "resourceVersion should not be set on objects to be created", Json.object());
        }
        metadata.remove(OURS);
        metadata.put("uid", uid());
        metadata.put(
                "creationTimestamp",
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        if (type.has(Trait.GENERATION)) {
            metadata.put("generation", 1);
        }
        if (type.has(Trait.STATUS) && !type.has(Trait.STATUS_AT_CREATION)) {
            object.remove("status");
        }
        type.rules().complete(object);
        type.rules().begin(object);
    }

    /** A version 4 UUID. */
    private String uid() {
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() >>> 2) | Long.MIN_VALUE;
        return new UUID(high, low).toString();
    }

    static void place(ObjectNode metadata, ResourceType type, String namespace) {
        if (!type.namespaced()) {
            metadata.remove("namespace");
            return;
        }
        String own = Json.text(metadata, "namespace");
        if (!own.isEmpty() && !own.equals(namespace)) {
            throw ApiException.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request");
        }
        metadata.put("namespace", namespace);
    }
}
