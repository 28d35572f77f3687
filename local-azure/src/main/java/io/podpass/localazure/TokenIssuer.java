package io.podpass.localazure;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** Makes v1 access tokens: ARM, Key Vault and Storage get these from every endpoint (spec azure-platform §2.6). */
final class TokenIssuer {
    /** Entra dates tokens back, so that a validator whose clock is behind accepts them. */
    private static final Duration BACKDATED = Duration.ofMinutes(5);

    private static final Duration MANAGED_IDENTITY_LIFE = Duration.ofHours(24);
    private static final Duration USER_LIFE = Duration.ofMinutes(75);
    private static final Duration APPLICATION_LIFE = Duration.ofHours(1);

    private final Tenant home;
    private final SigningKey key;
    private final Clock clock;
    private final Ids ids;

    TokenIssuer(Tenant home, SigningKey key, Clock clock, Ids ids) {
        this.home = home;
        this.key = key;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * @param identity the resource id that {@code xms_mirid} names: the identity, or the machine for its own one
     * @param machine the compute resource that {@code xms_az_rid} names; none for a machine's own identity
     */
    AccessToken managedIdentity(
            Principal principal, String audience, ResourceId identity, @Nullable ResourceId machine) {
        Instant now = now();
        JWTClaimsSet.Builder claims = common(home, principal, audience, now, MANAGED_IDENTITY_LIFE)
                .claim("appidacr", "2")
                .claim("idtyp", "app")
                .claim("xms_mirid", claim(identity));
        if (machine != null) {
            claims.claim("xms_az_rid", claim(machine));
        }
        return sign(claims, now, MANAGED_IDENTITY_LIFE);
    }

    AccessToken user(Principal principal, String audience) {
        Instant now = now();
        JWTClaimsSet.Builder claims = common(home, principal, audience, now, USER_LIFE)
                .claim("appidacr", "0")
                .claim("idtyp", "user")
                .claim("name", principal.name())
                .claim("upn", principal.name())
                .claim("unique_name", principal.name())
                .claim("scp", "user_impersonation");
        return sign(claims, now, USER_LIFE);
    }

    /** @param credential what {@code appidacr} says: 1 for a secret, 2 for a certificate */
    AccessToken application(Tenant tenant, Principal principal, String audience, String credential) {
        Instant now = now();
        JWTClaimsSet.Builder claims = common(tenant, principal, audience, now, APPLICATION_LIFE)
                .claim("appidacr", credential)
                .claim("idtyp", "app");
        return sign(claims, now, APPLICATION_LIFE);
    }

    private JWTClaimsSet.Builder common(
            Tenant tenant, Principal principal, String audience, Instant now, Duration life) {
        Date issued = Date.from(now.minus(BACKDATED));
        return new JWTClaimsSet.Builder()
                .audience(audience)
                .issuer(tenant.v1Issuer())
                .issueTime(issued)
                .notBeforeTime(issued)
                .expirationTime(Date.from(now.plus(life)))
                .claim("appid", principal.appId())
                .claim("idp", tenant.v1Issuer())
                .claim("oid", principal.objectId())
                .subject(principal.objectId())
                .claim("tid", tenant.id())
                .claim("uti", ids.hex32().substring(0, 22))
                .claim("ver", "1.0");
    }

    private AccessToken sign(JWTClaimsSet.Builder claims, Instant now, Duration life) {
        return new AccessToken(key.sign(claims.build()), now.minus(BACKDATED), now.plus(life));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Entra writes these ids with a lower-case {@code resourcegroups}. */
    private static String claim(ResourceId id) {
        return id.toString().replaceFirst("(?i)/resourceGroups/", "/resourcegroups/");
    }
}
