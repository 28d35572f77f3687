package io.podpass.localazure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** An application logs in as itself, with a secret or with a certificate (spec azure-platform §2.2 to §2.5). */
final class ClientCredentialsGrant {
    private static final String SUFFIX = "/.default";
    /** Sent along by some clients; they ask for no resource. */
    private static final Set<String> OPENID = Set.of("openid", "profile", "offline_access", "email");

    private final Applications applications;
    private final TokenIssuer issuer;
    private final Clock clock;

    ClientCredentialsGrant(Applications applications, TokenIssuer issuer, Clock clock) {
        this.applications = applications;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** @throws EntraRefusal with the first thing that is wrong */
    Reply answer(HttpCall call, Tenant tenant, boolean v2) {
        var form = TokenForm.of(call);
        String grantType = form.required("grant_type");
        if (!grantType.equals("client_credentials")) {
            throw EntraRefusal.grantType(grantType);
        }
        String clientId = form.required("client_id");
        String resource = v2 ? resourceOf(form.required("scope")) : form.required("resource");
        if (form.first("client_secret").isEmpty()
                && form.first("client_assertion").isEmpty()) {
            throw EntraRefusal.noCredential();
        }
        AppRegistration application =
                applications.find(clientId).orElseThrow(() -> EntraRefusal.unknownApplication(clientId));
        Principal principal =
                application.principalIn(tenant).orElseThrow(() -> EntraRefusal.noServicePrincipal(clientId, tenant));
        String credential = authenticate(application, form, call, tenant);
        if (!Audiences.known(resource)) {
            throw EntraRefusal.unknownResource(resource, tenant);
        }
        AccessToken token = issuer.application(tenant, principal, resource, credential);
        return Reply.json(200, v2 ? v2Body(token) : v1Body(token, resource))
                .with("Cache-Control", "no-store, no-cache")
                .with("Pragma", "no-cache");
    }

    /** What {@code appidacr} of the token says. */
    private String authenticate(AppRegistration application, TokenForm form, HttpCall call, Tenant tenant) {
        if (form.first("client_assertion").isPresent()) {
            form.required("client_assertion_type");
            new ClientAssertion(form.required("client_assertion"))
                    .check(application, tenant.tokenAudiences(call), clock.instant());
            return "2";
        }
        checkSecret(application, form.required("client_secret"));
        return "1";
    }

    private void checkSecret(AppRegistration application, String presented) {
        byte[] bytes = presented.getBytes(StandardCharsets.UTF_8);
        var secret = application.secrets().stream()
                .filter(known -> MessageDigest.isEqual(known.value().getBytes(StandardCharsets.UTF_8), bytes))
                .findFirst()
                .orElseThrow(() -> EntraRefusal.wrongSecret(application.clientId()));
        if (!clock.instant().isBefore(secret.expiry())) {
            throw EntraRefusal.expiredSecret(application.clientId());
        }
    }

    /** Everything before the last slash: a resource that ends in one needs two (spec azure-platform §2.2). */
    private static String resourceOf(String scope) {
        List<String> scopes = Stream.of(scope.split(" ", -1))
                .filter(part -> !part.isEmpty() && !OPENID.contains(part))
                .toList();
        if (scopes.size() != 1 || !scopes.getFirst().endsWith(SUFFIX)) {
            throw EntraRefusal.scope(scope);
        }
        String only = scopes.getFirst();
        return only.substring(0, only.length() - SUFFIX.length());
    }

    private ObjectNode v2Body(AccessToken token) {
        ObjectNode body = Json.object();
        body.put("token_type", "Bearer");
        body.put("expires_in", left(token));
        body.put("ext_expires_in", left(token));
        body.put("access_token", token.jwt());
        return body;
    }

    private ObjectNode v1Body(AccessToken token, String resource) {
        ObjectNode body = Json.object();
        body.put("token_type", "Bearer");
        body.put("expires_in", Long.toString(left(token)));
        body.put("ext_expires_in", Long.toString(left(token)));
        body.put("expires_on", Long.toString(token.expiresOn().getEpochSecond()));
        body.put("not_before", Long.toString(token.notBefore().getEpochSecond()));
        body.put("resource", resource);
        body.put("access_token", token.jwt());
        return body;
    }

    /** One less than there is, as Entra counts. */
    private long left(AccessToken token) {
        return token.expiresOn().getEpochSecond() - clock.instant().getEpochSecond() - 1;
    }
}
