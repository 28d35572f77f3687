package io.podpass.localazure;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The principals of all tenants, by object id. Thread safe. */
final class Directory {
    private final Map<String, Principal> principals = new ConcurrentHashMap<>();
    private final Ids ids;

    Directory(Ids ids) {
        this.ids = ids;
    }

    Principal create(Principal.Type type, String name) {
        var principal = new Principal(ids.guid(), ids.guid(), type, name);
        principals.put(principal.objectId(), principal);
        return principal;
    }

    Principal createUser(String name, String appId) {
        var principal = new Principal(ids.guid(), appId, Principal.Type.USER, name);
        principals.put(principal.objectId(), principal);
        return principal;
    }

    /** Another tenant's service principal of the same application. */
    Principal addServicePrincipal(Principal application) {
        var principal = new Principal(ids.guid(), application.appId(), application.type(), application.name());
        principals.put(principal.objectId(), principal);
        return principal;
    }

    Optional<Principal> find(String objectId) {
        return Optional.ofNullable(principals.get(Text.lower(objectId)));
    }

    void remove(String objectId) {
        principals.remove(Text.lower(objectId));
    }
}
