package io.podpass.agent;

import io.podpass.http.Reply;

/**
 * Tokens of the node's pods for the node's own programs, such as drivers of secret stores (spec aad-pod-identity §2.10).
 * Whoever shares the node's network is trusted to name any of its pods, hence the switch {@code --enable-host-token}.
 */
final class HostTokenEndpoint {
    private final NodeView view;
    private final TokenEndpoint tokens;

    HostTokenEndpoint(NodeView view, TokenEndpoint tokens) {
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
