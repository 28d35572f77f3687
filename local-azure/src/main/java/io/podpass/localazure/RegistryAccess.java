package io.podpass.localazure;

import java.util.List;
import java.util.Optional;

/** Whether a request's access token opens what the request is about. */
final class RegistryAccess {
    private final RegistryTokens tokens;

    RegistryAccess(RegistryTokens tokens) {
        this.tokens = tokens;
    }

    /** @throws RegistryException 401 without any good token */
    void require(HttpCall call, Resource registry) {
        if (granted(call, registry).isEmpty()) {
            throw RegistryException.unauthorized();
        }
    }

    /**
     * @throws RegistryException 401 for a token that is none of this registry or not for this repository: a better one
     *     can be asked for; 403 for one of the repository that lacks the action
     */
    void require(HttpCall call, Resource registry, RegistryScope needed) {
        List<RegistryScope> granted = granted(call, registry).orElseThrow(() -> RegistryException.unauthorized(needed));
        List<RegistryScope> here =
                granted.stream().filter(scope -> scope.sameResource(needed)).toList();
        if (here.isEmpty()) {
            throw RegistryException.unauthorized(needed);
        }
        if (here.stream().noneMatch(scope -> scope.actions().containsAll(needed.actions()))) {
            throw RegistryException.denied(needed);
        }
    }

    private Optional<List<RegistryScope>> granted(HttpCall call, Resource registry) {
        return call.bearer().flatMap(token -> tokens.scopes(RegistryService.loginServer(registry), token));
    }
}
