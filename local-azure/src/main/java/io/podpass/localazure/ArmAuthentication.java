package io.podpass.localazure;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;

/** Who calls ARM, and how it turns callers away (spec azure-platform §3.1). */
final class ArmAuthentication {
    private static final Set<String> AUDIENCES = Set.of(
            "https://management.azure.com/",
            "https://management.azure.com",
            "https://management.core.windows.net/",
            "https://management.core.windows.net");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("M/d/yyyy h:mm:ss a", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Tenant tenant;
    private final TokenVerifier verifier;
    private final Clock clock;

    ArmAuthentication(Tenant tenant, TokenVerifier verifier, Clock clock) {
        this.tenant = tenant;
        this.verifier = verifier;
        this.clock = clock;
    }

    /** @throws ArmException with status 401 */
    Caller caller(HttpCall call) {
        String token = call.bearer()
                .orElseThrow(() -> new ArmException(
                        401, "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing."));
        try {
            return verifier.verify(token, AUDIENCES::contains);
        } catch (TokenRefused refused) {
            throw refusal(refused);
        }
    }

    String challenge(ArmException refusal) {
        String description = refusal.code().equals("AuthenticationFailed")
                ? "The authentication failed because of missing 'Authorization' header."
                : refusal.getMessage();
        return "Bearer authorization_uri=\"https://login.windows.net/" + tenant.id()
                + "\", error=\"invalid_token\", error_description=\"" + description + "\"";
    }

    private ArmException refusal(TokenRefused refused) {
        return switch (refused.reason()) {
            case ISSUER ->
                new ArmException(
                        401,
                        "InvalidAuthenticationTokenTenant",
                        "The access token is from the wrong issuer '" + refused.found()
                                + "'. It must match the tenant '"
                                + tenant.v1Issuer() + "' associated with this subscription. Please use the authority"
                                + " (URL) 'https://login.windows.net/" + tenant.id()
                                + "' to get the token. Note, if the"
                                + " subscription is transferred to another tenant there is no impact to the services,"
                                + " but information about new tenant could take time to propagate (up to an hour). If"
                                + " you just transferred your subscription and see this error message, please try back"
                                + " later.");
            case EXPIRED ->
                new ArmException(
                        401,
                        "ExpiredAuthenticationToken",
                        "The access token expiry UTC time '" + stamp(refused.expiry())
                                + "' is earlier than current UTC time '" + stamp(clock.instant()) + "'.");
            case NO_OBJECT_ID ->
                invalid("The received access token is not valid: at least one of the claims 'puid' or 'altsecid' or"
                        + " 'oid' should be present. If you are accessing as application please make sure service"
                        + " principal is properly created in the tenant.");
            case AUDIENCE ->
                new ArmException(
                        401,
                        "InvalidAuthenticationTokenAudience",
                        "The access token has been obtained for wrong audience or resource '" + refused.found()
                                + "'. It should exactly match with one of the allowed audiences"
                                + " 'https://management.core.windows.net/','https://management.core.windows.net',"
                                + "'https://management.azure.com/','https://management.azure.com'.");
            case MALFORMED, SIGNATURE, NOT_YET_VALID -> invalid("The access token is invalid.");
        };
    }

    private static ArmException invalid(String message) {
        return new ArmException(401, "InvalidAuthenticationToken", message);
    }

    private static String stamp(Instant instant) {
        return STAMP.format(instant);
    }
}
