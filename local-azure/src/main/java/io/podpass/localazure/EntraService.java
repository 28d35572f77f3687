package io.podpass.localazure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** Discovery, keys and the token endpoints of the login host (spec azure-platform §2). */
final class EntraService implements Service {
    /** Names that stand for "whatever tenant the user is of". */
    private static final Set<String> SHARED = Set.of("common", "organizations", "consumers");

    private final Tenants tenants;
    private final SigningKey key;
    private final ClientCredentialsGrant grant;
    private final EntraErrors errors;

    EntraService(Tenants tenants, SigningKey key, ClientCredentialsGrant grant, EntraErrors errors) {
        this.tenants = tenants;
        this.key = key;
        this.grant = grant;
        this.errors = errors;
    }

    @Override
    public Reply handle(HttpCall call) {
        try {
            return answer(call);
        } catch (EntraRefusal refusal) {
            return errors.reply(call, refusal);
        }
    }

    private Reply answer(HttpCall call) {
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
        boolean token = rest.equals("oauth2/v2.0/token") || rest.equals("oauth2/token");
        if (token && !call.method().equals("POST")) {
            return Reply.of(405);
        }
        // A service principal has no tenant of its own that a shared name could stand for.
        Tenant tenant = shared && !token
                ? tenants.home()
                : tenants.find(named)
                        .orElseThrow(() -> EntraRefusal.unknownTenant(
                                path.getFirst(), !call.method().equals("POST")));
        var documents = new EntraDocuments(tenant, key);
        return switch (rest) {
            case "v2.0/.well-known/openid-configuration" -> found(documents.openId(shared, true));
            case ".well-known/openid-configuration" -> found(documents.openId(shared, false));
            case "discovery/v2.0/keys" -> found(documents.keys(true));
            case "discovery/keys" -> found(documents.keys(false));
            case "oauth2/v2.0/token" -> grant.answer(call, tenant, true);
            case "oauth2/token" -> grant.answer(call, tenant, false);
            default -> Reply.of(404);
        };
    }

    private Reply instance(HttpCall call) {
        String asked = call.query().first("authorization_endpoint").orElse("");
        return new EntraDocuments(tenants.home(), key)
                .instance(asked)
                .map(EntraService::found)
                .orElseThrow(EntraRefusal::unknownInstance);
    }

    private static Reply found(ObjectNode document) {
        return Reply.json(200, document).with("Cache-Control", "max-age=86400, private");
    }
}
