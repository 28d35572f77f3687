package io.podpass.localazure;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Put Blob, Put Block, Put Block List, Set Blob Metadata. */
final class BlobWrites {
    private static final Pattern BLOCK = Pattern.compile("<(Latest|Committed|Uncommitted)>([^<]*)</");
    private static final String METADATA = "x-ms-meta-";
    private static final Map<String, String> CONTENT_HEADERS = Map.of(
            "x-ms-blob-content-type", "Content-Type",
            "x-ms-blob-content-encoding", "Content-Encoding",
            "x-ms-blob-content-language", "Content-Language",
            "x-ms-blob-content-disposition", "Content-Disposition",
            "x-ms-blob-cache-control", "Cache-Control");

    private final BlobStore store;

    BlobWrites(BlobStore store) {
        this.store = store;
    }

    Reply put(HttpCall call, BlobContainer container, String name, Optional<Blob> old) {
        String type = call.header("x-ms-blob-type").orElse("");
        if (!type.equals("BlockBlob")) {
            throw new BlobException(
                    400, "InvalidHeaderValue", "The local Azure keeps block blobs only, not '" + type + "'.");
        }
        checkMd5(call);
        Blob blob = blob(call, name, call.content(), old);
        container.put(blob);
        return stored(blob).with("Content-MD5", call.content().md5());
    }

    Reply stage(HttpCall call, BlobContainer container, String name) {
        String id = call.query()
                .first("blockid")
                .orElseThrow(() -> new BlobException(
                        400,
                        "MissingRequiredQueryParameter",
                        "A query parameter that's mandatory for this request is not specified."));
        checkMd5(call);
        container.stage(name, id, call.content());
        return Reply.of(201).with("Content-MD5", call.content().md5()).with("x-ms-request-server-encrypted", "true");
    }

    Reply commit(HttpCall call, BlobContainer container, String name, Optional<Blob> old) {
        var whole = new ByteArrayOutputStream();
        var blocks = new HashMap<String, Content>();
        Matcher listed = BLOCK.matcher(call.content().text());
        while (listed.find()) {
            Content block = container
                    .block(name, listed.group(2), listed.group(1))
                    .orElseThrow(
                            () -> new BlobException(400, "InvalidBlockList", "The specified block list is invalid."));
            whole.writeBytes(block.bytes());
            blocks.put(listed.group(2), block);
        }
        Blob blob = blob(call, name, Content.of(whole.toByteArray()), old);
        container.commit(blob, blocks);
        return stored(blob);
    }

    Reply metadata(HttpCall call, BlobContainer container, Blob old) {
        var changed = new Blob(
                old.name(),
                old.content(),
                old.headers(),
                metadataOf(call),
                store.newEtag(),
                old.created(),
                store.now());
        container.putMetadata(changed);
        Reply reply = stored(changed);
        return new Reply(200, reply.headers(), reply.content());
    }

    private Blob blob(HttpCall call, String name, Content content, Optional<Blob> old) {
        var headers = new HashMap<String, String>();
        call.header("content-type")
                .filter(type -> !call.query().has("comp"))
                .ifPresent(type -> headers.put("Content-Type", type));
        CONTENT_HEADERS.forEach((sent, shown) -> call.header(sent).ifPresent(value -> headers.put(shown, value)));
        Instant now = store.now();
        return new Blob(
                name,
                content,
                headers,
                metadataOf(call),
                store.newEtag(),
                old.map(Blob::created).orElse(now),
                now);
    }

    private static Map<String, String> metadataOf(HttpCall call) {
        var metadata = new HashMap<String, String>();
        call.headers().forEach((header, value) -> {
            if (header.startsWith(METADATA)) {
                metadata.put(header.substring(METADATA.length()), value);
            }
        });
        return metadata;
    }

    private static void checkMd5(HttpCall call) {
        call.header("content-md5")
                .filter(sent -> !sent.equals(call.content().md5()))
                .ifPresent(sent -> {
                    throw new BlobException(
                            400,
                            "Md5Mismatch",
                            "The MD5 value specified in the request did not match with the MD5 value calculated by the server.");
                });
    }

    private static Reply stored(Blob blob) {
        return Reply.of(201)
                .with("ETag", blob.etag())
                .with("Last-Modified", BlobService.date(blob.modified()))
                .with("x-ms-request-server-encrypted", "true");
    }
}
