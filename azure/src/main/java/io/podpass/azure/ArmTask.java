package io.podpass.azure;

import io.podpass.core.Host;
import io.podpass.core.ResourceId;
import java.net.URI;
import java.time.Instant;

/** What a call is for, so that every failure of it can say so, and until when it may take. */
record ArmTask(String verb, String object, ResourceId id, String apiVersion, Instant deadline) {
    static ArmTask read(Host host, Instant deadline) {
        return new ArmTask("read", identitiesOf(host), host.id(), ArmHosts.API_VERSION, deadline);
    }

    static ArmTask change(Host host, Instant deadline) {
        return new ArmTask("change", identitiesOf(host), host.id(), ArmHosts.API_VERSION, deadline);
    }

    static ArmTask find(ResourceId identity, Instant deadline) {
        return new ArmTask("find", "identity", identity, ArmHosts.IDENTITY_API_VERSION, deadline);
    }

    private static String identitiesOf(Host host) {
        return "the identities of " + (host.kind() == Host.Kind.SCALE_SET ? "scale set" : "VM");
    }

    /** Beginning of every message, such as {@code cannot change the identities of scale set /subscriptions/…}. */
    String failed() {
        return "cannot " + verb + " " + object + " " + id;
    }

    URI uri(URI arm) {
        return arm.resolve(id.value() + "?api-version=" + apiVersion);
    }
}
