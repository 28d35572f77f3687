package io.podpass.localazure;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tokens that registries themselves issue (spec azure-platform §5.3). A refresh token carries the rights that its
 * holder had when it was issued: a role taken away or given later has its effect with the next exchange.
 */
final class RegistryTokens {
    private static final String ISSUER = "Azure Container Registry";
    private static final String REFRESH = "refresh_token";
    private static final String ACCESS = "access_token";
    private static final Duration REFRESH_LIFE = Duration.ofHours(3);
    private static final Duration ACCESS_LIFE = Duration.ofMinutes(75);

    private final SigningKey key;
    private final Clock clock;
    private final Ids ids;

    /** @param key may be Entra's too: the issuer tells the tokens apart */
    RegistryTokens(SigningKey key, Clock clock, Ids ids) {
        this.key = key;
        this.clock = clock;
        this.ids = ids;
    }

    String refresh(String loginServer, Caller caller, Tenant tenant, Set<RegistryRight> rights) {
        return key.sign(claims(loginServer, REFRESH, REFRESH_LIFE)
                .subject(caller.objectId())
                .claim("tenant", tenant.id())
                .claim(
                        "permissions",
                        Map.of(
                                "actions",
                                rights.stream()
                                        .map(RegistryRight::claim)
                                        .sorted()
                                        .toList(),
                                "notActions",
                                List.of()))
                .claim("roles", List.of())
                .build());
    }

    String access(String loginServer, List<RegistryScope> scopes) {
        return key.sign(claims(loginServer, ACCESS, ACCESS_LIFE)
                .claim(
                        "access",
                        scopes.stream()
                                .map(scope ->
                                        Map.of("type", scope.type(), "name", scope.name(), "actions", scope.actions()))
                                .toList())
                .build());
    }

    /** What a refresh token of this registry lets its holder do; empty when it is none, or expired. */
    Optional<Set<RegistryRight>> rights(String loginServer, String token) {
        return verified(loginServer, token, REFRESH)
                .map(claims -> claims.getClaim("permissions") instanceof Map<?, ?> permissions
                        ? Stream.of(RegistryRight.values())
                                .filter(right -> permissions.get("actions") instanceof List<?> actions
                                        && actions.contains(right.claim()))
                                .collect(Collectors.toSet())
                        : Set.of());
    }

    /** What an access token of this registry opens; empty when it is none, or expired. */
    Optional<List<RegistryScope>> scopes(String loginServer, String token) {
        return verified(loginServer, token, ACCESS).map(claims -> {
            var scopes = new ArrayList<RegistryScope>();
            if (claims.getClaim("access") instanceof List<?> entries) {
                for (Object entry : entries) {
                    if (entry instanceof Map<?, ?> fields && fields.get("actions") instanceof List<?> actions) {
                        scopes.add(new RegistryScope(
                                String.valueOf(fields.get("type")),
                                String.valueOf(fields.get("name")),
                                actions.stream().map(String::valueOf).toList()));
                    }
                }
            }
            return scopes;
        });
    }

    private JWTClaimsSet.Builder claims(String loginServer, String grantType, Duration life) {
        Instant now = clock.instant();
        return new JWTClaimsSet.Builder()
                .jwtID(ids.guid())
                .issuer(ISSUER)
                .audience(loginServer)
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(life)))
                .claim("version", "1.0")
                .claim("grant_type", grantType);
    }

    private Optional<JWTClaimsSet> verified(String loginServer, String token, String grantType) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            boolean good = key.verifies(jwt)
                    && ISSUER.equals(claims.getIssuer())
                    && claims.getAudience().contains(loginServer)
                    && grantType.equals(claims.getClaim("grant_type"))
                    && claims.getExpirationTime() != null
                    && clock.instant().isBefore(claims.getExpirationTime().toInstant());
            return good ? Optional.of(claims) : Optional.empty();
        } catch (ParseException e) {
            return Optional.empty();
        }
    }
}
