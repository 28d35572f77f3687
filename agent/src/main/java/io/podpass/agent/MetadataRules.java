package io.podpass.agent;

import java.util.Optional;

/** From a request to an answer: routes, header rules, status and body shapes. Knows no Kubernetes, and no HTTP server. */
final class MetadataRules {
    private final Answers answers;
    private final Paths paths;
    private final Callers callers;
    private final TokenEndpoint tokens;
    private final Optional<HostTokenEndpoint> hostTokens;
    private final PassThrough passThrough;

    /** {@code hostTokens} is empty where that route is switched off. */
    MetadataRules(
            Answers answers,
            Paths paths,
            Callers callers,
            TokenEndpoint tokens,
            Optional<HostTokenEndpoint> hostTokens,
            PassThrough passThrough) {
        this.answers = answers;
        this.paths = paths;
        this.callers = callers;
        this.tokens = tokens;
        this.hostTokens = hostTokens;
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
        // The header was never asked for here; a page in a browser could not send the two that are (§2.10).
        if (route == Route.HOST_TOKEN && hostTokens.isPresent()) {
            return hostTokens.get().answer(request);
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
            case TOKEN -> tokens.answer(request, callers.at(request.peer()));
            case INSTANCE_METADATA, OTHER ->
                paths.passesThrough(path) ? passThrough.forward(path, request.query(), header) : Replies.notFound();
            case HOST_TOKEN, INVALID -> Replies.notFound();
        };
    }
}
