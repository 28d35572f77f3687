package io.podpass.localazure;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The tenants that this Entra knows. The first is the one that the subscription trusts. Thread safe. */
final class Tenants {
    private final List<Tenant> tenants = new CopyOnWriteArrayList<>();

    Tenants(Tenant home) {
        tenants.add(home);
    }

    Tenant home() {
        return tenants.getFirst();
    }

    void add(Tenant tenant) {
        if (find(tenant.id()).isEmpty()) {
            tenants.add(tenant);
        }
    }

    Optional<Tenant> find(String id) {
        return tenants.stream()
                .filter(tenant -> tenant.id().equals(Text.lower(id)))
                .findFirst();
    }
}
