package io.podpass.localazure;

import java.util.Map;
import java.util.function.Supplier;

/** {@code /v2/NAME/blobs/…}: reads, and uploads in one piece or in many. */
final class RegistryBlobs {
    private static final String BYTES = "application/octet-stream";

    private RegistryBlobs() {}

    static Reply get(HttpCall call, RegistryRepository repository, String digest) {
        Content blob = repository
                .blob(digest)
                .orElseThrow(() -> new RegistryException(404, "BLOB_UNKNOWN", "blob unknown to registry: " + digest));
        ByteRange range =
                ByteRange.of(call.header("range").orElse(""), blob.size()).orElse(null);
        if (range == null || call.method().equals("HEAD")) {
            return described(new Reply(200, Map.of(), blob), digest);
        }
        if (range.outOfReach()) {
            throw new RegistryException(416, "UNSUPPORTED", "the range is outside of the blob");
        }
        return described(new Reply(206, Map.of(), range.of(blob)), digest)
                .with("Content-Range", range.contentRange(blob.size()));
    }

    private static Reply described(Reply reply, String digest) {
        return reply.with("Content-Type", BYTES)
                .with("Docker-Content-Digest", digest)
                .with("Accept-Ranges", "bytes");
    }

    /** A blob of another repository is not mounted: a registry may always ask for the bytes instead. */
    static Reply begin(HttpCall call, RegistryRepository repository, String name, Supplier<String> newId) {
        String digest = call.query().first("digest").orElse("");
        if (!digest.isEmpty()) {
            return stored(repository, name, call.content(), digest);
        }
        String upload = newId.get();
        repository.begin(upload);
        return accepted(name, upload, 0);
    }

    static Reply append(HttpCall call, RegistryRepository repository, String name, String upload) {
        int before = repository.received(upload).orElseThrow(RegistryBlobs::noUpload);
        String start = call.header("content-range").orElse("").split("-", 2)[0];
        if (!start.isEmpty() && !start.equals(String.valueOf(before))) {
            throw new RegistryException(416, "BLOB_UPLOAD_INVALID", "the next byte of the upload is " + before);
        }
        Content all = repository.append(upload, call.content()).orElseThrow(RegistryBlobs::noUpload);
        return accepted(name, upload, all.size());
    }

    static Reply finish(HttpCall call, RegistryRepository repository, String name, String upload) {
        Content all = repository.append(upload, call.content()).orElseThrow(RegistryBlobs::noUpload);
        Reply reply = stored(repository, name, all, call.query().first("digest").orElse(""));
        repository.finish(upload);
        return reply;
    }

    private static Reply stored(RegistryRepository repository, String name, Content blob, String digest) {
        if (!digest.equals(blob.sha256())) {
            throw new RegistryException(
                    400, "DIGEST_INVALID", "provided digest did not match uploaded content: it is " + blob.sha256());
        }
        repository.put(blob);
        return Reply.of(201)
                .with("Location", "/v2/" + name + "/blobs/" + digest)
                .with("Docker-Content-Digest", digest);
    }

    private static Reply accepted(String name, String upload, int size) {
        return Reply.of(202)
                .with("Location", "/v2/" + name + "/blobs/uploads/" + upload)
                .with("Docker-Upload-Uuid", upload)
                .with("Range", "0-" + Math.max(0, size - 1));
    }

    private static RegistryException noUpload() {
        return new RegistryException(404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry");
    }
}
