package io.podpass.localazure;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The Blob endpoint of every account of the subscription, told apart by host name (spec azure-platform §5.2). */
final class BlobService implements Service {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final Resources resources;
    private final BlobAccess access;
    private final ContainerCalls containers;
    private final BlobCalls blobs;
    private final Clock clock;
    private final Ids ids;

    BlobService(Resources resources, BlobAccess access, BlobStore store, Clock clock, Ids ids) {
        this.resources = resources;
        this.access = access;
        this.containers = new ContainerCalls(access, store);
        this.blobs = new BlobCalls(access, store);
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public Reply handle(HttpCall call) {
        String name = call.host().substring(0, call.host().length() - HostRouter.BLOB_SUFFIX.length());
        Resource account = resources.named(World.ACCOUNTS, name).orElse(null);
        if (account == null) {
            // In Azure the name would not resolve at all.
            return Reply.of(
                    404, "text/plain; charset=utf-8", Content.utf8("There is no storage account " + name + ".\n"));
        }
        String requestId = ids.guid();
        Reply reply;
        try {
            reply = answer(call, account);
        } catch (BlobException e) {
            reply = refusal(call, e, requestId);
        }
        return decorate(call, reply.with("x-ms-request-id", requestId));
    }

    private static Reply decorate(HttpCall call, Reply reply) {
        Reply decorated = reply.with("Server", "Windows-Azure-Blob/1.0");
        for (String echoed : new String[] {"x-ms-version", "x-ms-client-request-id"}) {
            String sent = call.header(echoed).orElse("");
            decorated = sent.isEmpty() ? decorated : decorated.with(echoed, sent);
        }
        return decorated;
    }

    static String date(Instant instant) {
        return DATE.format(instant);
    }

    private Reply answer(HttpCall call, Resource account) {
        Caller caller = access.caller(call, account);
        String path = call.rawPath().replaceFirst("^/+", "");
        int slash = path.indexOf('/');
        if (path.isEmpty()) {
            return containers.service(call, caller, account.id());
        }
        String container = Text.decodePath(slash < 0 ? path : path.substring(0, slash));
        if (slash < 0 || slash == path.length() - 1) {
            return containers.container(call, caller, account.id(), container);
        }
        // A blob's name may hold slashes, also two in a row and one at its end.
        return blobs.answer(call, caller, account.id(), container, Text.decodePath(path.substring(slash + 1)));
    }

    private Reply refusal(HttpCall call, BlobException e, String requestId) {
        Reply reply;
        if (call.method().equals("HEAD") || e.status() == 304) {
            reply = Reply.of(e.status());
        } else {
            String message = e.getMessage() + "\nRequestId:" + requestId + "\nTime:" + STAMP.format(clock.instant());
            var xml = new Xml().open("Error").element("Code", e.code()).element("Message", message);
            if (!e.detail().isEmpty()) {
                xml.element("AuthenticationErrorDetail", e.detail());
            }
            reply = Reply.of(e.status(), "application/xml", xml.close("Error").content());
        }
        reply = reply.with("x-ms-error-code", e.code());
        return e.status() == 401 ? reply.with("WWW-Authenticate", access.challenge()) : reply;
    }

    static BlobException unsupported(HttpCall call) {
        return new BlobException(
                400,
                "UnsupportedQueryParameter",
                "The local Azure does not know this operation: " + call.method() + " with "
                        + call.query().parameters() + ".");
    }
}
