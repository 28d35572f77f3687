package io.podpass.localazure;

import java.time.Instant;

/** A token request that gets none, as Entra words it (spec azure-platform §2.7). */
final class EntraRefusal extends RuntimeException {
    private final int status;
    private final String error;
    private final int code;

    private EntraRefusal(int status, String error, int code, String description) {
        super(description);
        this.status = status;
        this.error = error;
        this.code = code;
    }

    int status() {
        return status;
    }

    String error() {
        return error;
    }

    int code() {
        return code;
    }

    static EntraRefusal missing(String field) {
        return new EntraRefusal(
                400,
                "invalid_request",
                900144,
                "The request body must contain the following parameter: '" + field + "'.");
    }

    static EntraRefusal grantType(String type) {
        return new EntraRefusal(
                400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type '" + type + "'.");
    }

    static EntraRefusal noCredential() {
        return invalidClient(
                7000216,
                "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant"
                        + " type.");
    }

    static EntraRefusal unknownTenant(String named, boolean discovery) {
        return new EntraRefusal(
                400,
                discovery ? "invalid_tenant" : "invalid_request",
                90002,
                "Tenant '" + named + "' not found. Check to make sure you have the correct tenant ID and are signing"
                        + " into the correct cloud. Check with your subscription administrator, this may happen if"
                        + " there are no active subscriptions for the tenant.");
    }

    static EntraRefusal unknownInstance() {
        return new EntraRefusal(400, "invalid_instance", 50049, "Unknown or invalid instance.");
    }

    static EntraRefusal unknownApplication(String clientId) {
        return new EntraRefusal(
                400,
                "unauthorized_client",
                700016,
                "Application with identifier '" + clientId + "' was not found in the directory"
                        + " 'Podpass'. This can happen if the application has not been installed by the administrator"
                        + " of the tenant or consented to by any user in the tenant. You may have sent your"
                        + " authentication request to the wrong tenant.");
    }

    static EntraRefusal noServicePrincipal(String clientId, Tenant tenant) {
        return invalidClient(
                7000229,
                "The client application " + clientId + " is missing service principal in the tenant " + tenant.id()
                        + ".");
    }

    static EntraRefusal wrongSecret(String clientId) {
        return invalidClient(
                7000215,
                "Invalid client secret provided. Ensure the secret being sent in the request is the client secret"
                        + " value, not the client secret ID, for a secret added to app '" + clientId + "'.");
    }

    static EntraRefusal expiredSecret(String clientId) {
        return invalidClient(
                7000222,
                "The provided client secret keys for app '" + clientId + "' are expired. Visit the Azure portal to"
                        + " create new keys for your app: https://aka.ms/NewClientSecret, or consider using"
                        + " certificate credentials for added security: https://aka.ms/certCreds.");
    }

    static EntraRefusal malformedAssertion() {
        return new EntraRefusal(400, "invalid_request", 50027, "JWT token is invalid or malformed.");
    }

    static EntraRefusal otherClient() {
        return invalidClient(700021, "Client assertion application identifier doesn't match 'client_id' parameter.");
    }

    static EntraRefusal assertionAudience() {
        return invalidClient(700023, "Client assertion audience claim does not match Realm issuer.");
    }

    static EntraRefusal assertionTime(Instant now, String from, String until) {
        return invalidClient(
                700024,
                "Client assertion is not within its valid time range. Current time: " + now
                        + ", assertion valid from " + from + ", expiry time of assertion " + until
                        + ". Review the documentation at https://docs.microsoft.com/azure/active-directory/develop/"
                        + "active-directory-certificate-credentials .");
    }

    /** The code is documented, the text is not. */
    static EntraRefusal assertionKey(String reason, String thumbprint, String clientId) {
        return invalidClient(
                700027,
                "Client assertion failed signature validation. [Reason - " + reason
                        + ", Thumbprint of key used by client: '" + thumbprint + "', app Id '" + clientId + "']");
    }

    static EntraRefusal scope(String scope) {
        return new EntraRefusal(
                400,
                "invalid_scope",
                70011,
                "The provided value for the input parameter 'scope' is not valid. The scope " + scope
                        + " is not valid.");
    }

    static EntraRefusal unknownResource(String resource, Tenant tenant) {
        return new EntraRefusal(
                400,
                "invalid_resource",
                500011,
                "The resource principal named " + resource + " was not found in the tenant named "
                        + tenant.id()
                        + ". This can happen if the application has not been installed by the administrator of the"
                        + " tenant or consented to by any user in the tenant. You might have sent your authentication"
                        + " request to the wrong tenant.");
    }

    private static EntraRefusal invalidClient(int code, String description) {
        return new EntraRefusal(401, "invalid_client", code, description);
    }
}
