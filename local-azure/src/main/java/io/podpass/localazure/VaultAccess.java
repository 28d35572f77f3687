package io.podpass.localazure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Who calls a vault and what they may do there: roles, or the vault's access policies (spec azure-platform §5.1). */
final class VaultAccess {
    private static final String RESOURCE = "https://vault.azure.net";
    private static final String APPLICATION = "cfa8b339-82a2-471a-a3c9-0fc0be7a4093";
    private static final Set<String> AUDIENCES = Set.of(RESOURCE, RESOURCE + "/", APPLICATION);

    private final Tenant tenant;
    private final TokenVerifier verifier;
    private final AccessControl access;

    VaultAccess(Tenant tenant, TokenVerifier verifier, AccessControl access) {
        this.tenant = tenant;
        this.verifier = verifier;
        this.access = access;
    }

    String challenge() {
        return "Bearer authorization=\"" + tenant.authority() + "\", resource=\"" + RESOURCE + "\"";
    }

    /** @throws VaultException with status 401 */
    Caller caller(HttpCall call) {
        String token =
                call.bearer().orElseThrow(() -> unauthorized("AKV10000: Request is missing a Bearer or PoP token."));
        try {
            return verifier.verify(token, AUDIENCES::contains);
        } catch (TokenRefused refused) {
            throw switch (refused.reason()) {
                case AUDIENCE ->
                    unauthorized("AKV10022: Invalid audience. Expected " + RESOURCE + " or " + APPLICATION + ", found: "
                            + refused.found() + ".");
                case ISSUER ->
                    unauthorized("AKV10032: Invalid issuer. Expected one of " + tenant.v1Issuer() + ", found "
                            + refused.found() + ".");
                case EXPIRED -> unauthorized("AKV10046: The token is expired.");
                case MALFORMED, SIGNATURE, NOT_YET_VALID, NO_OBJECT_ID ->
                    unauthorized("AKV10046: Unable to validate the token of the request.");
            };
        }
    }

    /** @throws VaultException with status 403 */
    void require(Caller caller, Resource vault, SecretAction action, String secret) {
        if (!vault.body().path("properties").path("enableRbacAuthorization").asBoolean(false)) {
            requirePolicy(caller, vault, action);
            return;
        }
        ResourceId scope = secret.isEmpty() ? vault.id() : vault.id().child("secrets", secret);
        if (!access.allowsData(caller, action.dataAction(), scope)) {
            String resource = vault.id().key() + (secret.isEmpty() ? "" : "/secrets/" + secret);
            throw new VaultException(
                    403,
                    "Forbidden",
                    "ForbiddenByRbac",
                    "Caller is not authorized to perform action on resource.\r\n"
                            + "If role assignments, deny assignments or role definitions were changed recently, please"
                            + " observe propagation time.\r\n"
                            + "Caller: " + describe(caller) + "\r\n"
                            + "Action: '" + action.dataAction() + "'\r\n"
                            + "Resource: '" + resource + "'\r\n"
                            + "Assignment: (not found)\r\n"
                            + "DenyAssignmentId: null\r\n"
                            + "DecisionReason: 'DeniedWithNoValidRBAC' \r\n"
                            + "Vault: " + place(vault) + "\r\n");
        }
    }

    private static void requirePolicy(Caller caller, Resource vault, SecretAction action) {
        for (JsonNode policy : vault.body().path("properties").path("accessPolicies")) {
            if (policy.path("objectId").asText("").equalsIgnoreCase(caller.objectId())) {
                for (JsonNode permission : policy.path("permissions").path("secrets")) {
                    if (permission.asText().equalsIgnoreCase(action.permission())
                            || permission.asText().equalsIgnoreCase("all")) {
                        return;
                    }
                }
            }
        }
        throw new VaultException(
                403,
                "Forbidden",
                "AccessDenied",
                "The user, group or application '" + describe(caller) + "' does not have secrets " + action.permission()
                        + " permission on key vault '" + place(vault)
                        + "'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287");
    }

    private static String describe(Caller caller) {
        return "appid=" + caller.appId() + ";oid=" + caller.objectId() + ";iss=" + caller.issuer();
    }

    private static String place(Resource vault) {
        return vault.id().name() + ";location=" + vault.location();
    }

    private static VaultException unauthorized(String message) {
        return new VaultException(401, "Unauthorized", message);
    }
}
