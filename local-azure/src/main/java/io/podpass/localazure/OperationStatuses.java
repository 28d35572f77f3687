package io.podpass.localazure;

import java.util.Optional;

/** Where clients poll (spec azure-platform §3.2). The operation's GUID is the permission: who got it may ask. */
final class OperationStatuses implements ResourceType {
    private final String provider;
    private final Operations operations;

    OperationStatuses(String provider, Operations operations) {
        this.provider = provider;
        this.operations = operations;
    }

    @Override
    public String name() {
        return provider + "/locations/operations";
    }

    @Override
    public Optional<String> action(String method) {
        return Optional.empty();
    }

    @Override
    public Reply handle(ArmRequest request) {
        if (!request.method().equals("GET") || request.target().collection()) {
            throw request.methodNotAllowed();
        }
        return operations
                .status(request.id().name())
                .map(status -> Reply.json(200, status.put("id", request.id().toString())))
                .orElseThrow(() -> ArmException.resourceNotFound(request.id(), name()));
    }
}
