package io.podpass.localazure;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The registered applications, by client id. Thread safe. */
final class Applications {
    private final Map<String, AppRegistration> applications = new ConcurrentHashMap<>();
    private final Tenants tenants;
    private final Directory directory;
    private final Clock clock;
    private final Ids ids;

    Applications(Tenants tenants, Directory directory, Clock clock, Ids ids) {
        this.tenants = tenants;
        this.directory = directory;
        this.clock = clock;
        this.ids = ids;
    }

    AppRegistration register(String name) {
        var application = new AppRegistration(name, tenants, directory, clock, ids);
        applications.put(application.clientId(), application);
        return application;
    }

    Optional<AppRegistration> find(String clientId) {
        return Optional.ofNullable(applications.get(Text.lower(clientId)));
    }
}
