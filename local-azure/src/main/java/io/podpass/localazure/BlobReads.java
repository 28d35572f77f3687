package io.podpass.localazure;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a blob reads as, whole or in part. */
final class BlobReads {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,18})-(\\d{0,18})");

    private BlobReads() {}

    static Reply head(Blob blob) {
        return describe(new Reply(200, Map.of(), blob.content()), blob)
                .with("Content-MD5", blob.content().md5());
    }

    static Reply get(HttpCall call, Blob blob) {
        String asked = call.header("x-ms-range").or(() -> call.header("range")).orElse("");
        Matcher range = RANGE.matcher(asked);
        if (!range.matches()) {
            return head(blob);
        }
        int size = blob.content().size();
        long from = Long.parseLong(range.group(1));
        long last = range.group(2).isEmpty() ? size - 1L : Long.parseLong(range.group(2));
        if (from >= size || last < from) {
            throw new BlobException(
                    416, "InvalidRange", "The range specified is invalid for the current size of the resource.");
        }
        int end = (int) Math.min(size, last + 1);
        Content part = blob.content().slice((int) from, end);
        return describe(new Reply(206, Map.of(), part), blob)
                .with("Content-Range", "bytes " + from + "-" + (end - 1) + "/" + size)
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
