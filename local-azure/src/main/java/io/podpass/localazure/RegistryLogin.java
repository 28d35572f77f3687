package io.podpass.localazure;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** From Entra's token to the registry's refresh token, and from that to its access tokens (spec azure-platform §5.3). */
final class RegistryLogin {
    /** Docker must send some user's name; this one says that the password is a refresh token. */
    static final String USER = "00000000-0000-0000-0000-000000000000";

    private static final String AUDIENCE = "https://containerregistry.azure.net";
    private static final Set<String> ARM_AUDIENCES =
            Set.of("https://management.azure.com", "https://management.core.windows.net");
    private static final Set<String> EXCHANGES = Set.of("access_token", "access_token_refresh_token");

    private final Tenant tenant;
    private final TokenVerifier verifier;
    private final AccessControl access;
    private final RegistryTokens tokens;

    RegistryLogin(Tenant tenant, TokenVerifier verifier, AccessControl access, RegistryTokens tokens) {
        this.tenant = tenant;
        this.verifier = verifier;
        this.access = access;
        this.tokens = tokens;
    }

    /** {@code POST /oauth2/exchange}. Whoever has a token of the tenant is let in: what they may do shows with the scopes. */
    Reply exchange(HttpCall call, Resource registry) {
        Query form = form(call, registry);
        if (!EXCHANGES.contains(form.first("grant_type").orElse(""))) {
            throw invalid("grant_type must be access_token");
        }
        Caller caller = caller(required(form, "access_token"), registry);
        if (form.first("tenant")
                .filter(named -> !named.equalsIgnoreCase(tenant.id()))
                .isPresent()) {
            throw RegistryException.unauthorized();
        }
        var rights = EnumSet.noneOf(RegistryRight.class);
        for (RegistryRight right : RegistryRight.values()) {
            if (access.allows(caller, right.action(), registry.id())) {
                rights.add(right);
            }
        }
        return Reply.json(
                200,
                Json.object()
                        .put(
                                "refresh_token",
                                tokens.refresh(RegistryService.loginServer(registry), caller, tenant, rights)));
    }

    /** {@code /oauth2/token}: a form with the refresh token, or Docker's GET with HTTP Basic. */
    Reply token(HttpCall call, Resource registry) {
        boolean get = call.method().equals("GET");
        Query form = get ? call.query() : form(call, registry);
        String refreshToken = get ? basic(call) : refreshToken(form);
        String loginServer = RegistryService.loginServer(registry);
        Set<RegistryRight> rights =
                tokens.rights(loginServer, refreshToken).orElseThrow(RegistryException::unauthorized);
        if (rights.isEmpty()) {
            throw RegistryException.unauthorized();
        }
        List<RegistryScope> scopes = form.parameters().stream()
                .filter(parameter -> parameter.name().equals("scope"))
                .flatMap(parameter -> Arrays.stream(parameter.value().split(" ")))
                .flatMap(text -> RegistryScope.parse(text).stream())
                .map(asked -> allowed(asked, rights))
                .filter(granted -> !granted.actions().isEmpty())
                .toList();
        return Reply.json(200, Json.object().put("access_token", tokens.access(loginServer, scopes)));
    }

    private static RegistryScope allowed(RegistryScope asked, Set<RegistryRight> rights) {
        return new RegistryScope(
                asked.type(),
                asked.name(),
                asked.actions().stream()
                        .filter(action -> RegistryRight.neededFor(action)
                                .filter(rights::contains)
                                .isPresent())
                        .toList());
    }

    private static String refreshToken(Query form) {
        return switch (form.first("grant_type").orElse("")) {
            case "refresh_token" -> required(form, "refresh_token");
            case "password" -> {
                if (!form.first("username").orElse("").equals(USER)) {
                    throw RegistryException.unauthorized();
                }
                yield required(form, "password");
            }
            default -> throw invalid("grant_type must be refresh_token or password");
        };
    }

    private static String basic(HttpCall call) {
        return call.header("authorization")
                .filter(value -> value.regionMatches(true, 0, "Basic ", 0, 6))
                .flatMap(value -> decoded(value.substring(6).strip()))
                .filter(pair -> pair.startsWith(USER + ":"))
                .map(pair -> pair.substring(USER.length() + 1))
                .orElseThrow(RegistryException::unauthorized);
    }

    private static Optional<String> decoded(String base64) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Caller caller(String token, Resource registry) {
        boolean armToo = !"disabled"
                .equalsIgnoreCase(registry.body()
                        .at("/properties/policies/azureADAuthenticationAsArmPolicy/status")
                        .asText());
        try {
            return verifier.verify(token, found -> {
                String bare = Text.lower(found).replaceFirst("/$", "");
                return bare.equals(AUDIENCE) || (armToo && ARM_AUDIENCES.contains(bare));
            });
        } catch (TokenRefused e) {
            throw RegistryException.unauthorized();
        }
    }

    private static Query form(HttpCall call, Resource registry) {
        if (!call.method().equals("POST")) {
            throw new RegistryException(405, "UNSUPPORTED", "The operation is unsupported.");
        }
        Query form = Query.parse(call.content().text());
        if (!required(form, "service").equalsIgnoreCase(RegistryService.loginServer(registry))) {
            throw invalid("service must be " + RegistryService.loginServer(registry));
        }
        return form;
    }

    private static String required(Query form, String field) {
        return form.first(field).filter(value -> !value.isEmpty()).orElseThrow(() -> invalid(field + " is missing"));
    }

    private static RegistryException invalid(String problem) {
        return new RegistryException(400, "INVALID_PARAMETER", problem);
    }
}
