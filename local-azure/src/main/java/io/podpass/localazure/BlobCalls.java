package io.podpass.localazure;

import java.util.Optional;

/** Operations on block blobs: which one it is, whether it is allowed, whether its conditions hold. */
final class BlobCalls {
    static final String DEFAULT_TYPE = "application/octet-stream";

    private final BlobAccess access;
    private final BlobStore store;
    private final BlobWrites writes;

    BlobCalls(BlobAccess access, BlobStore store) {
        this.access = access;
        this.store = store;
        this.writes = new BlobWrites(store);
    }

    Reply answer(HttpCall call, Caller caller, ResourceId account, String containerName, String name) {
        ResourceId scope = ContainerCalls.scope(account, containerName);
        Optional<BlobContainer> container = store.find(account, containerName);
        Optional<Blob> blob = container.flatMap(found -> found.find(name));
        String comp = call.query().first("comp").orElse("");
        switch (call.method()) {
            case "GET", "HEAD" -> access.requireData(caller, scope, "read");
            case "DELETE" -> access.requireData(caller, scope, "delete");
            case "PUT" -> {
                // Adding a blob that is not there yet is a lesser right than writing over one.
                if (blob.isPresent()) {
                    access.requireData(caller, scope, "write");
                } else {
                    access.requireData(caller, scope, "write", "add/action");
                }
            }
            default -> throw BlobService.unsupported(call);
        }
        BlobContainer found = container.orElseThrow(BlobException::containerNotFound);
        BlobConditions.check(call, blob);
        return switch (call.method() + " " + comp) {
            case "GET " -> BlobReads.get(call, blob.orElseThrow(BlobException::blobNotFound));
            case "HEAD " -> BlobReads.head(blob.orElseThrow(BlobException::blobNotFound));
            case "DELETE " -> {
                if (!found.remove(name)) {
                    throw BlobException.blobNotFound();
                }
                yield Reply.of(202).with("x-ms-delete-type-permanent", "true");
            }
            case "PUT " -> writes.put(call, found, name, blob);
            case "PUT block" -> writes.stage(call, found, name);
            case "PUT blocklist" -> writes.commit(call, found, name, blob);
            case "PUT metadata" -> writes.metadata(call, found, blob.orElseThrow(BlobException::blobNotFound));
            default -> throw BlobService.unsupported(call);
        };
    }
}
