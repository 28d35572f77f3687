package io.podpass.localazure;

import java.util.Map;

/** What a blob reads as, whole or in part. */
final class BlobReads {
    private BlobReads() {}

    static Reply head(Blob blob) {
        return describe(new Reply(200, Map.of(), blob.content()), blob)
                .with("Content-MD5", blob.content().md5());
    }

    static Reply get(HttpCall call, Blob blob) {
        String asked = call.header("x-ms-range").or(() -> call.header("range")).orElse("");
        int size = blob.content().size();
        ByteRange range = ByteRange.of(asked, size).orElse(null);
        if (range == null) {
            return head(blob);
        }
        if (range.outOfReach()) {
            throw new BlobException(
                    416, "InvalidRange", "The range specified is invalid for the current size of the resource.");
        }
        return describe(new Reply(206, Map.of(), range.of(blob.content())), blob)
                .with("Content-Range", range.contentRange(size))
                .with("x-ms-blob-content-md5", blob.content().md5());
    }

    private static Reply describe(Reply reply, Blob blob) {
        Reply described = reply.with("Content-Type", BlobCalls.DEFAULT_TYPE);
        for (var header : blob.headers().entrySet()) {
            described = described.with(header.getKey(), header.getValue());
        }
        for (var entry : blob.metadata().entrySet()) {
            described = described.with("x-ms-meta-" + entry.getKey(), entry.getValue());
        }
        return described
                .with("ETag", blob.etag())
                .with("Last-Modified", BlobService.date(blob.modified()))
                .with("x-ms-creation-time", BlobService.date(blob.created()))
                .with("x-ms-blob-type", "BlockBlob")
                .with("x-ms-lease-status", "unlocked")
                .with("x-ms-lease-state", "available")
                .with("x-ms-server-encrypted", "true")
                .with("Accept-Ranges", "bytes");
    }
}
