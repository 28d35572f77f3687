package io.podpass.agent;

/** From a request to an answer: routes, header rules, status and body shapes. Knows no Kubernetes, and no HTTP server. */
final class MetadataRules {
    private final Answers answers;
    private final Paths paths;
    private final TokenEndpoint tokens;
    private final PassThrough passThrough;

    MetadataRules(Answers answers, Paths paths, TokenEndpoint tokens, PassThrough passThrough) {
        this.answers = answers;
        this.paths = paths;
        this.tokens = tokens;
        this.passThrough = passThrough;
    }

    Reply answer(MetadataRequest request) throws InterruptedException {
        var path = RequestPath.of(request.target());
        var route = Route.of(path);
        if (route == Route.INVALID) {
            return Replies.invalidRequest();
        }
        if (request.forwarded()) {
            return Replies.forwarded();
        }
        if (!request.method().equals("GET")) {
            return Replies.methodNotAllowed();
        }
        // Blocked before the header is looked at, as ever (spec aad-pod-identity §2.4).
        if (route == Route.INSTANCE_METADATA && answers.blockInstanceMetadata()) {
            return Replies.instanceMetadataBlocked();
        }
        var header = request.metadataHeader().filter("true"::equals).isPresent();
        if (!header && answers.metadataHeaderRequired()) {
            return Replies.noMetadataHeader();
        }
        return switch (route) {
            case TOKEN -> token(request);
            case INSTANCE_METADATA, OTHER ->
                paths.passesThrough(path) ? passThrough.forward(path, request.query(), header) : Replies.notFound();
            case HOST_TOKEN, INVALID -> Replies.notFound();
        };
    }

    private Reply token(MetadataRequest request) throws InterruptedException {
        var query = TokenQuery.parse(request.query());
        if (query.isEmpty()) {
            return Replies.invalidRequest();
        }
        if (query.get().resource().isEmpty()) {
            return Replies.noResource();
        }
        return tokens.answer(request.peer(), query.get());
    }
}
