package io.podpass.agent;

import java.util.List;

/** Who is told of what the agent decides, fetches and answers. */
record Observers(Outcomes outcomes, List<Fetches> fetches, Routed routed) {
    /** The record alone. */
    static Observers audit() {
        return new Observers(new AuditLog(), List.of(), (_, _) -> {});
    }

    Observers {
        fetches = List.copyOf(fetches);
    }
}
