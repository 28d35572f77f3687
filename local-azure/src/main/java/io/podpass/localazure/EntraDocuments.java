package io.podpass.localazure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.net.URI;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** What Entra publishes about itself (spec azure-platform §2.8, §2.9). The keys have public parts only. */
final class EntraDocuments {
    private static final List<String> PUBLIC_CLOUD =
            List.of("login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net");

    private final Tenant tenant;
    private final SigningKey key;

    EntraDocuments(Tenant tenant, SigningKey key) {
        this.tenant = tenant;
        this.key = key;
    }

    /** @param shared whether the document is asked for {@code common}, whose issuer is a template */
    ObjectNode openId(boolean shared, boolean v2) {
        String base = Tenant.LOGIN + (shared ? "common" : tenant.id());
        String issuerTenant = shared ? "{tenantid}" : tenant.id();
        String oauth = base + (v2 ? "/oauth2/v2.0/" : "/oauth2/");
        ObjectNode document = Json.object();
        document.put("token_endpoint", oauth + "token");
        document.set(
                "token_endpoint_auth_methods_supported",
                Json.strings(List.of("client_secret_post", "private_key_jwt", "client_secret_basic")));
        document.put("jwks_uri", base + (v2 ? "/discovery/v2.0/keys" : "/discovery/keys"));
        document.set("response_modes_supported", Json.strings(List.of("query", "fragment", "form_post")));
        document.set("subject_types_supported", Json.strings(List.of("pairwise")));
        document.set("id_token_signing_alg_values_supported", Json.strings(List.of("RS256")));
        document.set(
                "response_types_supported",
                Json.strings(List.of("code", "id_token", "code id_token", "id_token token")));
        document.set("scopes_supported", Json.strings(List.of("openid", "profile", "email", "offline_access")));
        document.put("issuer", new Tenant(issuerTenant).v1Issuer());
        if (v2) {
            document.put("issuer", new Tenant(issuerTenant).v2Issuer());
        }
        document.put("request_uri_parameter_supported", false);
        document.put("userinfo_endpoint", "https://graph.microsoft.com/oidc/userinfo");
        document.put("authorization_endpoint", oauth + "authorize");
        document.put("device_authorization_endpoint", oauth + "devicecode");
        document.put("http_logout_supported", true);
        document.put("frontchannel_logout_supported", true);
        document.put("end_session_endpoint", oauth + "logout");
        document.set(
                "claims_supported",
                Json.strings(List.of("sub", "iss", "aud", "exp", "iat", "oid", "tid", "ver", "appid", "azp")));
        document.put("kerberos_endpoint", base + "/kerberos");
        document.put("tenant_region_scope", "EU");
        document.put("cloud_instance_name", "microsoftonline.com");
        document.put("cloud_graph_host_name", "graph.windows.net");
        document.put("msgraph_host", "graph.microsoft.com");
        document.put("rbac_url", "https://pas.windows.net");
        return document;
    }

    ObjectNode keys(boolean v2) {
        ObjectNode entry = Json.object();
        entry.put("kty", "RSA");
        entry.put("use", "sig");
        entry.put("kid", key.id());
        entry.put("x5t", key.id());
        entry.put("n", unsigned(key.publicKey().getModulus()));
        entry.put("e", unsigned(key.publicKey().getPublicExponent()));
        try {
            entry.putArray("x5c")
                    .add(Base64.getEncoder().encodeToString(key.certificate().getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new LocalAzureException("can't encode the certificate of the token signing key", e);
        }
        entry.put("cloud_instance_name", "microsoftonline.com");
        if (v2) {
            entry.put("issuer", tenant.v2Issuer());
        }
        ObjectNode document = Json.object();
        document.putArray("keys").add(entry);
        return document;
    }

    /** Empty for an authority that is none of the public cloud's. */
    Optional<ObjectNode> instance(String authorizationEndpoint) {
        String host =
                Optional.ofNullable(URI.create(authorizationEndpoint).getHost()).orElse("");
        if (!PUBLIC_CLOUD.contains(Text.lower(host))) {
            return Optional.empty();
        }
        ObjectNode document = Json.object();
        document.put("tenant_discovery_endpoint", tenant.v2Issuer() + "/.well-known/openid-configuration");
        document.put("api-version", "1.1");
        ObjectNode cloud = document.putArray("metadata").addObject();
        cloud.put("preferred_network", "login.microsoftonline.com");
        cloud.put("preferred_cache", "login.windows.net");
        cloud.set("aliases", Json.strings(PUBLIC_CLOUD));
        return Optional.of(document);
    }

    private static String unsigned(BigInteger value) {
        return Base64URL.encode(value).toString();
    }
}
