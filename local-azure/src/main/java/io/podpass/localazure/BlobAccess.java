package io.podpass.localazure;

import java.util.function.Predicate;

/** Who calls a storage account and what they may do there (spec azure-platform §5.2). */
final class BlobAccess {
    static final String CONTAINERS = "Microsoft.Storage/storageAccounts/blobServices/containers/";

    private static final String RESOURCE = "https://storage.azure.com";
    private static final String APPLICATION = "e406a681-f3d4-42a8-90b6-c2b029497af1";
    private static final String FIRST_VERSION_WITH_TOKENS = "2017-11-09";
    private static final String NO_AUTHENTICATION =
            "Server failed to authenticate the request. Please refer to the information in the www-authenticate header.";

    private final Tenant tenant;
    private final TokenVerifier verifier;
    private final AccessControl access;

    BlobAccess(Tenant tenant, TokenVerifier verifier, AccessControl access) {
        this.tenant = tenant;
        this.verifier = verifier;
        this.access = access;
    }

    /** Unquoted values, one space between them, no comma. */
    String challenge() {
        return "Bearer authorization_uri=" + tenant.authority() + "/oauth2/authorize resource_id=" + RESOURCE;
    }

    /** @throws BlobException when the request does not say who sent it, or the token must not be accepted */
    Caller caller(HttpCall call, Resource account) {
        if (call.header("authorization").isEmpty()) {
            throw new BlobException(401, "NoAuthenticationInformation", NO_AUTHENTICATION);
        }
        String token =
                call.bearer().orElseThrow(() -> authenticationFailed("The local Azure accepts Bearer tokens only."));
        if (call.header("x-ms-version").orElse("").compareTo(FIRST_VERSION_WITH_TOKENS) < 0) {
            throw authenticationFailed("Authentication scheme Bearer is not supported in this version.");
        }
        try {
            return verifier.verify(token, audience(account));
        } catch (TokenRefused refused) {
            throw switch (refused.reason()) {
                case EXPIRED -> invalid("Lifetime validation failed. The token is expired.");
                case NOT_YET_VALID -> invalid("Lifetime validation failed. The token is not valid yet.");
                case ISSUER -> invalid("Issuer validation failed. Issuer did not match.");
                case AUDIENCE -> invalid("Audience validation failed. Audience did not match.");
                case SIGNATURE -> invalid("Signature validation failed. Signature verification failed.");
                case NO_OBJECT_ID -> invalid("The token has no oid claim.");
                case MALFORMED ->
                    new BlobException(
                            400,
                            "InvalidAuthenticationInfo",
                            "Authentication information is not given in the correct format. Check the value of"
                                    + " Authorization header.");
            };
        }
    }

    /** For what a role's {@code actions} grant: everything about containers themselves. */
    void requireAction(Caller caller, ResourceId scope, String verb) {
        refuseUnless(access.allows(caller, CONTAINERS + verb, scope));
    }

    /** For what a role's {@code dataActions} grant; one of the verbs is enough. */
    void requireData(Caller caller, ResourceId scope, String... verbs) {
        boolean allowed = false;
        for (String verb : verbs) {
            allowed |= access.allowsData(caller, CONTAINERS + "blobs/" + verb, scope);
        }
        refuseUnless(allowed);
    }

    private static void refuseUnless(boolean allowed) {
        if (!allowed) {
            throw new BlobException(
                    403,
                    "AuthorizationPermissionMismatch",
                    "This request is not authorized to perform this operation using this permission.");
        }
    }

    private static Predicate<String> audience(Resource account) {
        String own = "https://" + Text.lower(account.id().name()) + HostRouter.BLOB_SUFFIX;
        return found -> {
            String bare = Text.lower(found).replaceFirst("/$", "");
            return bare.equals(RESOURCE) || bare.equals(own) || bare.equals(APPLICATION);
        };
    }

    private static BlobException invalid(String detail) {
        return new BlobException(401, "InvalidAuthenticationInfo", NO_AUTHENTICATION, detail);
    }

    private static BlobException authenticationFailed(String detail) {
        return new BlobException(
                403,
                "AuthenticationFailed",
                "Server failed to authenticate the request. Make sure the value of Authorization header is formed"
                        + " correctly including the signature.",
                detail);
    }
}
