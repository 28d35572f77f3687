package io.podpass.localazure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** Discovery, keys and the token endpoint of the login host (spec azure-platform §2). */
final class EntraService implements Service {
    /** Names that stand for "whatever tenant the user is of". */
    private static final Set<String> SHARED = Set.of("common", "organizations", "consumers");

    private final Tenant tenant;
    private final EntraDocuments documents;
    private final EntraErrors errors;

    EntraService(Tenant tenant, EntraDocuments documents, EntraErrors errors) {
        this.tenant = tenant;
        this.documents = documents;
        this.errors = errors;
    }

    @Override
    public Reply handle(HttpCall call) {
        List<String> path = call.segments();
        if (path.size() < 2) {
            return Reply.of(404);
        }
        String named = Text.lower(path.getFirst());
        String rest = Text.lower(String.join("/", path.subList(1, path.size())));
        if (named.equals("common") && rest.equals("discovery/instance")) {
            return instance(call);
        }
        boolean shared = SHARED.contains(named);
        if (!shared && !named.equals(tenant.id())) {
            return errors.unknownTenant(call, path.getFirst());
        }
        return switch (rest) {
            case "v2.0/.well-known/openid-configuration" -> found(documents.openId(shared, true));
            case ".well-known/openid-configuration" -> found(documents.openId(shared, false));
            case "discovery/v2.0/keys" -> found(documents.keys(true));
            case "discovery/keys" -> found(documents.keys(false));
            case "oauth2/v2.0/token", "oauth2/token" ->
                call.method().equals("POST") ? errors.noGrant(call) : Reply.of(405);
            default -> Reply.of(404);
        };
    }

    private Reply instance(HttpCall call) {
        String asked = call.query().first("authorization_endpoint").orElse("");
        return documents.instance(asked).map(EntraService::found).orElseGet(() -> errors.unknownInstance(call));
    }

    private static Reply found(ObjectNode document) {
        return Reply.json(200, document).with("Cache-Control", "max-age=86400, private");
    }
}
