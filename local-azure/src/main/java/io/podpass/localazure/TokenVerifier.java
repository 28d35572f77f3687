package io.podpass.localazure;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.podpass.localazure.TokenRefused.Reason;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.function.Predicate;

/** Checks a token as every Azure service does: signature, issuer, time, audience. */
final class TokenVerifier {
    /** Validators of the platform tolerate this much (spec azure-platform §2.6). */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final Tenant tenant;
    private final SigningKey key;
    private final Clock clock;

    TokenVerifier(Tenant tenant, SigningKey key, Clock clock) {
        this.tenant = tenant;
        this.key = key;
        this.clock = clock;
    }

    /** @throws TokenRefused with the first thing that is wrong */
    Caller verify(String token, Predicate<String> audience) {
        SignedJWT jwt;
        JWTClaimsSet claims;
        try {
            jwt = SignedJWT.parse(token);
            claims = jwt.getJWTClaimsSet();
        } catch (ParseException e) {
            throw refused(Reason.MALFORMED, "");
        }
        if (!key.verifies(jwt)) {
            throw refused(Reason.SIGNATURE, "");
        }
        String issuer = String.valueOf(claims.getIssuer());
        if (!issuer.equals(tenant.v1Issuer()) && !issuer.equals(tenant.v2Issuer())) {
            throw refused(Reason.ISSUER, issuer);
        }
        checkTime(claims);
        String found =
                claims.getAudience().isEmpty() ? "" : claims.getAudience().getFirst();
        if (!audience.test(found)) {
            throw refused(Reason.AUDIENCE, found);
        }
        String objectId = claim(claims, "oid");
        if (objectId.isEmpty()) {
            throw refused(Reason.NO_OBJECT_ID, "");
        }
        String appId = claim(claims, "appid");
        String upn = claim(claims, "upn");
        return new Caller(objectId, appId, upn.isEmpty() ? appId : upn, issuer);
    }

    private void checkTime(JWTClaimsSet claims) {
        Instant now = clock.instant();
        Date expiry = claims.getExpirationTime();
        if (expiry == null || !now.isBefore(expiry.toInstant())) {
            throw new TokenRefused(Reason.EXPIRED, "", expiry == null ? Instant.EPOCH : expiry.toInstant());
        }
        Date notBefore = claims.getNotBeforeTime();
        if (notBefore != null && notBefore.toInstant().isAfter(now.plus(SKEW))) {
            throw refused(Reason.NOT_YET_VALID, "");
        }
    }

    private static TokenRefused refused(Reason reason, String found) {
        return new TokenRefused(reason, found, Instant.EPOCH);
    }

    private static String claim(JWTClaimsSet claims, String name) {
        return claims.getClaim(name) instanceof String text ? text : "";
    }
}
