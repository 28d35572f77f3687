package io.podpass.core;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where an assignment stands; {@link #text()} is {@code status.status} on the wire (spec aad-pod-identity §1.5). */
public enum AssignmentState {
    /** Written before states existed; usable as it is. */
    LEGACY(""),
    CREATED("Created"),
    ASSIGNED("Assigned"),
    UNASSIGNED("Unassigned");

    // UNASSIGNED goes back to CREATED when the pod wants the identity again before the object is gone: an old
    // controller left such objects stuck. It is written again by a controller that stopped before it deleted the
    // object.
    private static final Map<AssignmentState, Set<AssignmentState>> NEXT = Map.of(
            LEGACY, EnumSet.of(CREATED, UNASSIGNED),
            CREATED, EnumSet.of(CREATED, ASSIGNED, UNASSIGNED),
            ASSIGNED, EnumSet.of(CREATED, UNASSIGNED),
            UNASSIGNED, EnumSet.of(CREATED, UNASSIGNED));

    private final String text;

    AssignmentState(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /** Whether tokens may be issued by it. */
    public boolean usable() {
        return this == ASSIGNED || this == LEGACY;
    }

    /** An unknown text counts as {@link #CREATED}: not usable, and written anew by the controller. */
    public static AssignmentState ofText(String text) {
        for (var state : values()) {
            if (state.text.equals(text)) {
                return state;
            }
        }
        return CREATED;
    }

    /** Returns {@code next}; throws {@link IllegalStateException} when this state can't become it. */
    public AssignmentState moveTo(AssignmentState next) {
        if (!NEXT.getOrDefault(this, Set.of()).contains(next)) {
            throw new IllegalStateException(this + " cannot become " + next);
        }
        return next;
    }
}
