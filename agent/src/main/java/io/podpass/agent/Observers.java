package io.podpass.agent;

import java.util.List;

/** Who is told of what the agent decides and fetches. */
record Observers(Outcomes outcomes, List<Fetches> fetches) {
    /** The record alone. */
    static Observers audit() {
        return new Observers(new AuditLog(), List.of());
    }

    Observers {
        fetches = List.copyOf(fetches);
    }
}
