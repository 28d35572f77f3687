package io.podpass.agent;

import io.podpass.agent.Outcome.Verdict;
import io.podpass.azure.TokenException;
import io.podpass.core.Decision.Allowed;
import io.podpass.core.Decision.Excepted;
import io.podpass.core.Decision.Permitted;
import io.podpass.core.Pod;
import io.podpass.http.Peer;
import io.podpass.http.Reply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** One token request from address to answer, each step in a class of its own and no step going back. */
final class TokenEndpoint {
    /** For fetching a token once it may be had. IMDS may be away for up to 70 s (spec azure-platform §1.5), SDKs wait 60. */
    static final Duration FETCH = Duration.ofSeconds(30);

    /** How a token that may be had is written. */
    @FunctionalInterface
    interface Shape {
        Reply of(Permitted permitted, Issued issued, Instant now);
    }

    private final Operation operation;
    private final AccessGate access;
    private final TokenCache tokens;
    private final Outcomes outcomes;
    private final Clock clock;
    private final boolean retryAfterHeader;
    private final Shape shape;

    TokenEndpoint(
            Operation operation,
            AccessGate access,
            TokenCache tokens,
            Outcomes outcomes,
            Clock clock,
            boolean retryAfterHeader,
            Shape shape) {
        this.operation = operation;
        this.access = access;
        this.tokens = tokens;
        this.outcomes = outcomes;
        this.clock = clock;
        this.retryAfterHeader = retryAfterHeader;
        this.shape = shape;
    }

    Reply answer(MetadataRequest request, Caller caller) throws InterruptedException {
        var query = TokenQuery.parse(request.query());
        if (query.isEmpty()) {
            return refused(request, RefusalReason.MALFORMED_REQUEST, Replies.invalidRequest());
        }
        if (query.get().resource().isEmpty()) {
            return refused(request, RefusalReason.MALFORMED_REQUEST, Replies.noResource());
        }
        return answer(request.peer(), caller, query.get());
    }

    /** For the record, when it came to no question of who may have which token: the reply is given back as it is. */
    Reply refused(MetadataRequest request, RefusalReason reason, Reply reply) {
        decided(
                request.peer().address(),
                Optional.empty(),
                TokenQuery.parse(request.query()).orElse(TokenQuery.NONE),
                new Verdict.Refused(Refusal.of(reason, reply)),
                reply,
                clock.instant());
        return reply;
    }

    private Reply answer(Peer peer, Caller caller, TokenQuery query) throws InterruptedException {
        var address = peer.address();
        var start = clock.instant();
        Optional<Pod> known = Optional.empty();
        Verdict verdict;
        Reply reply;
        try {
            var pod = caller.find();
            known = Optional.of(pod);
            Supplier<Pod> current = () -> caller.still(pod);
            var permitted = access.await(peer, current, query.identity());
            var issued = issue(peer, pod, permitted, query);
            access.confirm(current, query.identity(), permitted);
            reply = shape.of(permitted, issued, clock.instant());
            verdict = new Verdict.Issued(permitted, issued.origin());
        } catch (RefusedException e) {
            return refuse(address, known, query, e.refusal(), start);
        } catch (TokenException e) {
            return refuse(address, known, query, Refusal.of(e), start);
        } catch (InterruptedException e) {
            refuse(address, known, query, peer.gone() ? Refusal.callerGone() : Refusal.stopping(), start);
            throw e;
        } catch (RuntimeException e) {
            refuse(address, known, query, Refusal.broken(), start);
            throw e;
        }
        // Last and out of reach of the above: one line for each request, whatever happens.
        decided(address, known, query, verdict, reply, start);
        return reply;
    }

    private Issued issue(Peer peer, Pod pod, Permitted permitted, TokenQuery query) throws InterruptedException {
        var credential = switch (permitted) {
            case Allowed(var assignment) -> new Credential.Granted(assignment.identity());
            case Excepted(var requested) -> new Credential.OfHost(requested);
        };
        return tokens.issue(new TokenRequest(
                new TokenKey(credential, query.resource()),
                pod.uid(),
                clock.instant().plus(FETCH),
                query.fresh(),
                peer));
    }

    private Reply refuse(String address, Optional<Pod> caller, TokenQuery query, Refusal refusal, Instant start) {
        var reply = Replies.refusal(refusal, retryAfterHeader);
        decided(address, caller, query, new Verdict.Refused(refusal), reply, start);
        return reply;
    }

    private void decided(
            String address, Optional<Pod> caller, TokenQuery query, Verdict verdict, Reply reply, Instant start) {
        outcomes.decided(new Outcome(
                operation, address, caller, query, verdict, reply.status(), Duration.between(start, clock.instant())));
    }
}
