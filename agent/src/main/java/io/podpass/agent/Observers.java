package io.podpass.agent;

import java.util.List;

/** Who is told of what the agent decides, fetches, answers, and of each Secret that it could not read. */
record Observers(Outcomes outcomes, List<Fetches> fetches, Routed routed, Runnable secretUnread) {
    /** The record alone. */
    static Observers audit() {
        return new Observers(new AuditLog(), List.of(), (_, _) -> {}, () -> {});
    }

    Observers {
        fetches = List.copyOf(fetches);
    }
}
