package io.podpass.agent;

import java.util.Set;

/**
 * Tokens of the node's pods for the node's own programs, such as drivers of secret stores (spec aad-pod-identity §2.10).
 * Whoever shares the node's network is trusted to name any of its pods, hence the switch {@code --enable-host-token}.
 */
final class HostTokenEndpoint {
    private final Set<String> nodeAddresses;
    private final NodeView view;
    private final TokenEndpoint tokens;

    HostTokenEndpoint(Set<String> nodeAddresses, NodeView view, TokenEndpoint tokens) {
        this.nodeAddresses = Set.copyOf(nodeAddresses);
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
        if (!nodeAddresses.contains(request.peer().address())) {
            return tokens.refused(request, RefusalReason.NOT_FROM_NODE, Replies.notFromTheNode());
        }
        return tokens.answer(request, new NamedPod(view, request.pod().get()));
    }
}
