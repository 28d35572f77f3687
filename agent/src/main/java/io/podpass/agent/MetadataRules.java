package io.podpass.agent;

import io.podpass.http.Reply;
import java.util.Optional;

/** From a request to an answer: routes, header rules, status and body shapes. Knows no Kubernetes, and no HTTP server. */
final class MetadataRules {
    private final Answers answers;
    private final Paths paths;
    private final Callers callers;
    private final TokenEndpoint tokens;
    private final Optional<NamedPodEndpoint> hostTokens;
    private final NamedPodEndpoint trials;
    private final PassThrough passThrough;
    private final Routed routed;

    /** {@code hostTokens} is empty where that route is switched off. */
    MetadataRules(
            Answers answers,
            Paths paths,
            Callers callers,
            TokenEndpoint tokens,
            Optional<NamedPodEndpoint> hostTokens,
            NamedPodEndpoint trials,
            PassThrough passThrough,
            Routed routed) {
        this.answers = answers;
        this.paths = paths;
        this.callers = callers;
        this.tokens = tokens;
        this.hostTokens = hostTokens;
        this.trials = trials;
        this.passThrough = passThrough;
        this.routed = routed;
    }

    /** {@code stopping}: whatever would be begun is refused, so that it is asked for again. */
    Reply answer(MetadataRequest request, boolean stopping) throws InterruptedException {
        var path = RequestPath.of(request.target());
        var route = Route.of(path);
        var reply = answer(request, path, route, stopping);
        routed.answered(route, reply.status());
        return reply;
    }

    private Reply answer(MetadataRequest request, RequestPath path, Route route, boolean stopping)
            throws InterruptedException {
        var objection = objection(request, route);
        if (objection.isPresent()) {
            return refused(request, route, RefusalReason.MALFORMED_REQUEST, objection.get());
        }
        if (stopping) {
            return refused(request, route, RefusalReason.AGENT_STOPPING, Replies.refusal(Refusal.stopping(), false));
        }
        return switch (route) {
            case TOKEN -> tokens.answer(request, callers.at(request.peer()));
            case HOST_TOKEN -> hostTokens.isPresent() ? hostTokens.get().answer(request) : Replies.notFound();
            case TRIAL -> trials.answer(request);
            case INSTANCE_METADATA, OTHER -> paths.passesThrough(path) ? forward(path, request) : Replies.notFound();
            case INVALID -> Replies.invalidRequest();
        };
    }

    private Reply forward(RequestPath path, MetadataRequest request) throws InterruptedException {
        try {
            callers.admit(request.peer());
        } catch (RefusedException e) {
            return Replies.refusal(e.refusal(), answers.setRetryAfterHeader());
        }
        return passThrough.forward(path, request, hasHeader(request));
    }

    /** What is wrong with the request itself, whoever asks. */
    private Optional<Reply> objection(MetadataRequest request, Route route) {
        if (route == Route.INVALID) {
            return Optional.of(Replies.invalidRequest());
        }
        if (request.forwarded()) {
            return Optional.of(Replies.forwarded());
        }
        if (!request.method().equals("GET")) {
            return Optional.of(Replies.methodNotAllowed());
        }
        // The header was never asked for here; a page in a browser could not send the two that are (§2.10).
        if (route == Route.TRIAL || (route == Route.HOST_TOKEN && hostTokens.isPresent())) {
            return Optional.empty();
        }
        // Blocked before the header is looked at, as ever (spec aad-pod-identity §2.4).
        if (route == Route.INSTANCE_METADATA && answers.blockInstanceMetadata()) {
            return Optional.of(Replies.instanceMetadataBlocked());
        }
        return answers.metadataHeaderRequired() && !hasHeader(request)
                ? Optional.of(Replies.noMetadataHeader())
                : Optional.empty();
    }

    private static boolean hasHeader(MetadataRequest request) {
        return request.metadataHeader().filter("true"::equals).isPresent();
    }

    /** What asks for a token, or seems to in some spelling, goes on record. */
    private Reply refused(MetadataRequest request, Route route, RefusalReason reason, Reply reply) {
        var concerned = switch (route) {
            case TOKEN, INVALID -> Optional.of(tokens);
            case HOST_TOKEN -> hostTokens.map(NamedPodEndpoint::tokens);
            case TRIAL -> Optional.of(trials.tokens());
            case INSTANCE_METADATA, OTHER -> Optional.<TokenEndpoint>empty();
        };
        return concerned
                .map(endpoint -> endpoint.refused(request, reason, reply))
                .orElse(reply);
    }
}
