package io.podpass.localazure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What one repository holds. Thread safe. */
final class RegistryRepository {
    /** @param mediaType as its Content-Type said when it was pushed */
    record Manifest(String mediaType, Content content) {}

    private final Map<String, Content> blobs = new HashMap<>();
    private final Map<String, Content> uploads = new HashMap<>();
    private final Map<String, Manifest> manifests = new HashMap<>();
    private final TreeMap<String, String> tags = new TreeMap<>();

    synchronized Optional<Content> blob(String digest) {
        return Optional.ofNullable(blobs.get(digest));
    }

    synchronized void begin(String upload) {
        uploads.put(upload, Content.EMPTY);
    }

    /** The size so far; empty when there is no such upload. */
    synchronized Optional<Integer> received(String upload) {
        return Optional.ofNullable(uploads.get(upload)).map(Content::size);
    }

    /** What the upload has now; empty when there is no such upload. */
    synchronized Optional<Content> append(String upload, Content more) {
        return Optional.ofNullable(uploads.computeIfPresent(upload, (id, before) -> before.append(more)));
    }

    synchronized void finish(String upload) {
        uploads.remove(upload);
    }

    synchronized void put(Content blob) {
        blobs.put(blob.sha256(), blob);
    }

    /** By tag or digest. */
    synchronized Optional<Manifest> manifest(String reference) {
        return Optional.ofNullable(manifests.get(tags.getOrDefault(reference, reference)));
    }

    /** The digests that the manifest names and nobody has pushed. */
    synchronized List<String> missing(JsonNode manifest) {
        var missing = new ArrayList<String>();
        String config = manifest.path("config").path("digest").asText("");
        if (!config.isEmpty() && !blobs.containsKey(config)) {
            missing.add(config);
        }
        for (JsonNode layer : manifest.path("layers")) {
            String digest = layer.path("digest").asText("");
            // Layers with addresses of their own are never pushed.
            if (!blobs.containsKey(digest) && !layer.has("urls")) {
                missing.add(digest);
            }
        }
        for (JsonNode child : manifest.path("manifests")) {
            String digest = child.path("digest").asText("");
            if (!manifests.containsKey(digest)) {
                missing.add(digest);
            }
        }
        return missing;
    }

    /** Under its digest, and under the tag if the reference is one. */
    synchronized void put(String reference, Manifest manifest) {
        String digest = manifest.content().sha256();
        manifests.put(digest, manifest);
        if (!reference.equals(digest)) {
            tags.put(reference, digest);
        }
    }

    synchronized List<String> tags() {
        return List.copyOf(tags.keySet());
    }

    synchronized boolean hasManifests() {
        return !manifests.isEmpty();
    }
}
