package io.podpass.azure;

import io.podpass.core.Host;
import java.net.URI;
import java.time.Instant;

/** What a call is for, so that every failure of it can say so, and until when it may take. */
record ArmTask(String verb, Host host, Instant deadline) {
    static ArmTask read(Host host, Instant deadline) {
        return new ArmTask("read", host, deadline);
    }

    static ArmTask change(Host host, Instant deadline) {
        return new ArmTask("change", host, deadline);
    }

    /** Beginning of every message, such as {@code cannot change the identities of scale set /subscriptions/…}. */
    String failed() {
        var kind = host.kind() == Host.Kind.SCALE_SET ? "scale set" : "VM";
        return "cannot " + verb + " the identities of " + kind + " " + host.id();
    }

    URI uri(URI arm) {
        return arm.resolve(host.id().value() + "?api-version=" + ArmHosts.API_VERSION);
    }
}
