package io.podpass.localazure;

import java.util.List;
import java.util.Optional;

/** The IMDS of one machine (spec azure-platform §1): the rules that hold for every path, then the path. */
final class ImdsService implements Service {
    private final ResourceId machineId;
    private final Resources resources;
    private final Operations operations;
    private final ImdsTokens tokens;
    private final Tenant tenant;

    ImdsService(ResourceId machineId, Resources resources, Operations operations, ImdsTokens tokens, Tenant tenant) {
        this.machineId = machineId;
        this.resources = resources;
        this.operations = operations;
        this.tokens = tokens;
        this.tenant = tenant;
    }

    @Override
    public Reply handle(HttpCall call) {
        try {
            return answer(call);
        } catch (ImdsException e) {
            return e.reply();
        }
    }

    private Reply answer(HttpCall call) {
        if (call.header("x-forwarded-for").isPresent()) {
            throw ImdsException.invalidRequest("Requests with an X-Forwarded-For header are not allowed");
        }
        if (!call.header("metadata").orElse("").strip().equalsIgnoreCase("true")) {
            throw ImdsException.invalidRequest("Required metadata header not specified");
        }
        List<String> path = call.segments();
        if (path.isEmpty() || !path.getFirst().equalsIgnoreCase("metadata")) {
            throw notFound();
        }
        if (!call.method().equals("GET")) {
            throw new ImdsException(405, "method_not_allowed", "Not allowed");
        }
        if (call.query().repeats()) {
            throw ImdsException.invalidRequest("Duplicate query parameters are not allowed");
        }
        String version = call.query().first("api-version").orElse("");
        String rest = Text.lower(String.join("/", path.subList(1, path.size())));
        return switch (rest) {
            case "versions" -> ImdsVersions.list();
            case "identity/oauth2/token" ->
                ImdsVersions.servesTokens(version) ? tokens.answer(call, machine()) : ImdsVersions.refusal();
            case "identity/info" ->
                ImdsVersions.servesTokens(version)
                        ? Reply.json(200, Json.object().put("tenantId", tenant.id()))
                        : ImdsVersions.refusal();
            default -> {
                if (!rest.equals("instance") && !rest.startsWith("instance/")) {
                    throw notFound();
                }
                yield ImdsVersions.known(version)
                        ? instance(call, path.subList(2, path.size()))
                        : ImdsVersions.refusal();
            }
        };
    }

    private Reply instance(HttpCall call, List<String> path) {
        boolean text = call.query().first("format").orElse("json").equalsIgnoreCase("text");
        return machine()
                .map(machine -> InstanceDocument.of(machine, path, text))
                .orElseThrow(ImdsService::notFound);
    }

    /** The machine as it is by now; empty once its scale set shrank or went away. */
    private Optional<Machine> machine() {
        return resources.exclusively(() -> {
            operations.settle();
            return Machine.find(resources, machineId);
        });
    }

    static ImdsException notFound() {
        return new ImdsException(404, "not_found", "The requested resource was not found");
    }
}
