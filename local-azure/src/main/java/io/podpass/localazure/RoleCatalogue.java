package io.podpass.localazure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Azure's own roles and those that somebody has defined. Thread safe. */
final class RoleCatalogue {
    private final Map<String, RoleDefinition> custom = new ConcurrentHashMap<>();

    Optional<RoleDefinition> find(String guid) {
        return BuiltInRoles.find(guid).or(() -> Optional.ofNullable(custom.get(Text.lower(guid))));
    }

    List<RoleDefinition> all() {
        return Stream.concat(BuiltInRoles.all().stream(), custom.values().stream())
                .toList();
    }

    /** Whether it is new. */
    boolean put(RoleDefinition role) {
        return custom.put(Text.lower(role.guid()), role) == null;
    }
}
