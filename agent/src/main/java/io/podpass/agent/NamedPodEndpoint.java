package io.podpass.agent;

import io.podpass.http.Reply;

/**
 * For the node's own programs, which name the pod: tokens for drivers of secret stores and the like (spec aad-pod-identity
 * §2.10), and trials. Whoever shares the node's network can name any of its pods, hence the switch
 * {@code --enable-host-token} for the former; the latter give nothing away.
 */
final class NamedPodEndpoint {
    private final NodeView view;
    private final TokenEndpoint tokens;

    NamedPodEndpoint(NodeView view, TokenEndpoint tokens) {
        this.view = view;
        this.tokens = tokens;
    }

    /** Where the outcomes of these requests are told. */
    TokenEndpoint tokens() {
        return tokens;
    }

    /** The checks' order and texts are the old agent's. */
    Reply answer(MetadataRequest request) throws InterruptedException {
        if (request.pod().isEmpty()) {
            return tokens.refused(request, RefusalReason.MALFORMED_REQUEST, Replies.noPodNamed());
        }
        // By no other address of the node's: with one of those its proxies call, for whoever has asked them to.
        if (!NodeAddresses.LOOPBACK.contains(request.peer().address())) {
            return tokens.refused(request, RefusalReason.NOT_FROM_NODE, Replies.notFromTheNode());
        }
        return tokens.answer(request, new NamedPod(view, request.pod().get()));
    }
}
