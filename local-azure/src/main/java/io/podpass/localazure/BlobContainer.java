package io.podpass.localazure;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A container with its blobs, in order of their names, and the blocks that no list has committed yet. */
final class BlobContainer {
    private final String name;
    private final String etag;
    private final Instant modified;
    private final NavigableMap<String, Blob> blobs = new TreeMap<>();
    private final Map<String, Map<String, Content>> uncommitted = new TreeMap<>();
    private final Map<String, Map<String, Content>> committed = new TreeMap<>();

    BlobContainer(String name, String etag, Instant modified) {
        this.name = name;
        this.etag = etag;
        this.modified = modified;
    }

    String name() {
        return name;
    }

    String etag() {
        return etag;
    }

    Instant modified() {
        return modified;
    }

    synchronized Optional<Blob> find(String blob) {
        return Optional.ofNullable(blobs.get(blob));
    }

    /** A copy. */
    synchronized NavigableMap<String, Blob> blobs() {
        return new TreeMap<>(blobs);
    }

    /** A blob written whole has no blocks to take up again. */
    synchronized void put(Blob blob) {
        blobs.put(blob.name(), blob);
        uncommitted.remove(blob.name());
        committed.remove(blob.name());
    }

    synchronized void putMetadata(Blob blob) {
        blobs.put(blob.name(), blob);
    }

    synchronized boolean remove(String blob) {
        uncommitted.remove(blob);
        committed.remove(blob);
        return blobs.remove(blob) != null;
    }

    synchronized void stage(String blob, String blockId, Content block) {
        uncommitted.computeIfAbsent(blob, key -> new TreeMap<>()).put(blockId, block);
    }

    /** A block of the wanted kind: {@code Committed}, {@code Uncommitted}, or {@code Latest} for the newer of both. */
    synchronized Optional<Content> block(String blob, String blockId, String kind) {
        Optional<Content> fresh =
                Optional.ofNullable(uncommitted.getOrDefault(blob, Map.of()).get(blockId));
        Optional<Content> old =
                Optional.ofNullable(committed.getOrDefault(blob, Map.of()).get(blockId));
        return switch (kind) {
            case "Committed" -> old;
            case "Uncommitted" -> fresh;
            default -> fresh.or(() -> old);
        };
    }

    synchronized void commit(Blob blob, Map<String, Content> blocks) {
        put(blob);
        committed.put(blob.name(), Map.copyOf(blocks));
    }
}
