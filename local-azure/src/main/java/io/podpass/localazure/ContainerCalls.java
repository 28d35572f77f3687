package io.podpass.localazure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Operations on containers, and the lists. */
final class ContainerCalls {
    private static final Pattern NAME =
            Pattern.compile("\\$root|\\$web|\\$logs|(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");
    private static final int PAGE = 5000;

    private final BlobAccess access;
    private final BlobStore store;

    ContainerCalls(BlobAccess access, BlobStore store) {
        this.access = access;
        this.store = store;
    }

    static ResourceId scope(ResourceId account, String container) {
        return account.child("blobServices", "default", "containers", container);
    }

    Reply service(HttpCall call, Caller caller, ResourceId account) {
        if (!call.method().equals("GET") || !comp(call).equals("list")) {
            throw BlobService.unsupported(call);
        }
        access.requireAction(caller, account.child("blobServices", "default"), "read");
        String prefix = call.query().first("prefix").orElse("");
        var xml = new Xml().open("EnumerationResults", "ServiceEndpoint", "https://" + call.authority() + "/");
        xml.element("Prefix", prefix).open("Containers");
        store.list(account).stream()
                .filter(container -> container.name().startsWith(prefix))
                .forEach(container -> xml.open("Container")
                        .element("Name", container.name())
                        .open("Properties")
                        .element("Last-Modified", BlobService.date(container.modified()))
                        .element("Etag", container.etag())
                        .element("LeaseStatus", "unlocked")
                        .element("LeaseState", "available")
                        .close("Properties")
                        .close("Container"));
        return xml(xml.close("Containers").element("NextMarker", "").close("EnumerationResults"));
    }

    Reply container(HttpCall call, Caller caller, ResourceId account, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new BlobException(
                    400, "InvalidResourceName", "The specified resource name contains invalid characters.");
        }
        if (!call.query().first("restype").orElse("").equals("container")) {
            throw BlobService.unsupported(call);
        }
        ResourceId scope = scope(account, name);
        return switch (call.method() + " " + comp(call)) {
            case "PUT " -> {
                access.requireAction(caller, scope, "write");
                yield store.create(account, name)
                        .map(created -> describe(Reply.of(201), created))
                        .orElseThrow(() -> new BlobException(
                                409, "ContainerAlreadyExists", "The specified container already exists."));
            }
            case "GET ", "HEAD " -> {
                access.requireAction(caller, scope, "read");
                yield describe(Reply.of(200), require(account, name))
                        .with("x-ms-lease-status", "unlocked")
                        .with("x-ms-lease-state", "available")
                        .with("x-ms-has-immutability-policy", "false")
                        .with("x-ms-has-legal-hold", "false");
            }
            case "DELETE " -> {
                access.requireAction(caller, scope, "delete");
                if (!store.delete(account, name)) {
                    throw BlobException.containerNotFound();
                }
                yield Reply.of(202);
            }
            case "GET list" -> {
                access.requireData(caller, scope, "read");
                yield list(call, require(account, name));
            }
            default -> throw BlobService.unsupported(call);
        };
    }

    private BlobContainer require(ResourceId account, String name) {
        return store.find(account, name).orElseThrow(BlobException::containerNotFound);
    }

    private static Reply list(HttpCall call, BlobContainer container) {
        String prefix = call.query().first("prefix").orElse("");
        String delimiter = call.query().first("delimiter").orElse("");
        String marker = call.query().first("marker").orElse("");
        int max = call.query().first("maxresults").map(Integer::parseInt).orElse(PAGE);
        var folders = new TreeSet<String>();
        var page = new ArrayList<Blob>();
        String next = "";
        for (Map.Entry<String, Blob> entry : under(container.blobs(), prefix, marker)) {
            String rest = entry.getKey().substring(prefix.length());
            int cut = delimiter.isEmpty() ? -1 : rest.indexOf(delimiter);
            String folder = cut < 0 ? "" : prefix + rest.substring(0, cut + delimiter.length());
            if (folders.contains(folder)) {
                continue;
            }
            if (page.size() + folders.size() >= max) {
                next = entry.getKey();
                break;
            }
            if (folder.isEmpty()) {
                page.add(entry.getValue());
            } else {
                folders.add(folder);
            }
        }
        var xml = new Xml().open("EnumerationResults", "ContainerName", container.name());
        xml.element("Prefix", prefix).element("Marker", marker).element("MaxResults", Integer.toString(max));
        if (!delimiter.isEmpty()) {
            xml.element("Delimiter", delimiter);
        }
        xml.open("Blobs");
        page.forEach(blob -> item(xml, blob));
        folders.forEach(folder -> xml.open("BlobPrefix").element("Name", folder).close("BlobPrefix"));
        return xml(xml.close("Blobs").element("NextMarker", next).close("EnumerationResults"));
    }

    /** A marker is the first name of the page that it leads to. */
    private static List<Map.Entry<String, Blob>> under(NavigableMap<String, Blob> blobs, String prefix, String marker) {
        return blobs.tailMap(marker, true).entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .toList();
    }

    private static void item(Xml xml, Blob blob) {
        xml.open("Blob")
                .element("Name", blob.name())
                .open("Properties")
                .element("Creation-Time", BlobService.date(blob.created()))
                .element("Last-Modified", BlobService.date(blob.modified()))
                .element("Etag", blob.etag().replace("\"", ""))
                .element("Content-Length", Integer.toString(blob.content().size()))
                .element("Content-Type", blob.headers().getOrDefault("Content-Type", BlobCalls.DEFAULT_TYPE))
                .element("Content-MD5", blob.content().md5())
                .element("BlobType", "BlockBlob")
                .element("LeaseStatus", "unlocked")
                .element("LeaseState", "available")
                .element("ServerEncrypted", "true")
                .close("Properties")
                .close("Blob");
    }

    private static Reply describe(Reply reply, BlobContainer container) {
        return reply.with("ETag", container.etag()).with("Last-Modified", BlobService.date(container.modified()));
    }

    private static String comp(HttpCall call) {
        return call.query().first("comp").orElse("");
    }

    private static Reply xml(Xml xml) {
        return Reply.of(200, "application/xml", xml.content());
    }
}
