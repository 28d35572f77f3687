package io.podpass.localazure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podpass.localazure.ImdsSelector.Selected;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The token path of one machine's IMDS, with its cache (spec azure-platform §1.3 to §1.6). */
final class ImdsTokens {
    private record Key(String principalId, String resource) {}

    private final Map<Key, AccessToken> cache = new ConcurrentHashMap<>();
    private final TokenIssuer issuer;
    private final Directory directory;
    private final Clock clock;

    ImdsTokens(TokenIssuer issuer, Directory directory, Clock clock) {
        this.issuer = issuer;
        this.directory = directory;
        this.clock = clock;
    }

    Reply answer(HttpCall call, Optional<Machine> machine) {
        String resource = call.query().first("resource").orElse("");
        if (resource.isEmpty()) {
            throw ImdsException.invalidRequest("Required query variable 'resource' is missing");
        }
        Machine host = machine.orElseThrow(ImdsSelector::identityNotFound);
        ImdsSelector selector = ImdsSelector.of(call.query());
        Selected selected = selector.select(host.host().served());
        // A deleted identity gets no new token, though it may still be attached (§1.6).
        Principal principal = directory.find(selected.principalId()).orElseThrow(ImdsSelector::identityNotFound);
        if (!Audiences.known(resource)) {
            throw new ImdsException(
                    400,
                    "invalid_resource",
                    "AADSTS500011: The resource principal named " + resource + " was not found in the tenant named"
                            + " Podpass. This can happen if the application has not been installed by the administrator"
                            + " of the tenant or consented to by any user in the tenant. You might have sent your"
                            + " authentication request to the wrong tenant.");
        }
        boolean bypass = call.query().first("bypass_cache").orElse("").equalsIgnoreCase("true");
        AccessToken token = token(principal, resource, selected, host, bypass);
        return Reply.json(200, json(token, resource, principal, selector));
    }

    private AccessToken token(
            Principal principal, String resource, Selected selected, Machine machine, boolean bypass) {
        Instant now = clock.instant();
        return cache.compute(
                new Key(principal.objectId(), resource),
                (key, cached) -> cached != null && !bypass && now.isBefore(cached.expiresOn())
                        ? cached
                        : selected.resourceId()
                                .map(id -> issuer.managedIdentity(
                                        principal, resource, id, machine.host().id()))
                                .orElseGet(() -> issuer.managedIdentity(
                                        principal, resource, machine.host().id(), null)));
    }

    /** Every value is a string, the times too. */
    private ObjectNode json(AccessToken token, String resource, Principal principal, ImdsSelector selector) {
        String remaining = Long.toString(
                Duration.between(clock.instant(), token.expiresOn()).toSeconds());
        ObjectNode json = Json.object();
        json.put("access_token", token.jwt());
        json.put("client_id", principal.appId());
        json.put("expires_in", remaining);
        json.put("expires_on", Long.toString(token.expiresOn().getEpochSecond()));
        json.put("ext_expires_in", remaining);
        json.put("not_before", Long.toString(token.notBefore().getEpochSecond()));
        if (selector.parameter().equals("object_id")) {
            json.put("object_id", principal.objectId());
        } else if (selector.parameter().endsWith("_res_id")) {
            json.put("msi_res_id", selector.value());
        }
        json.put("resource", resource);
        json.put("token_type", "Bearer");
        return json;
    }
}
