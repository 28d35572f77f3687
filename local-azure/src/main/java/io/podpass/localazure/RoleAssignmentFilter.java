package io.podpass.localazure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The filters that a list of role assignments knows (spec azure-platform §3.6).
 *
 * @param atScope leaves out what is assigned below the scope
 * @param principalId only this principal's; empty for everybody's
 */
record RoleAssignmentFilter(boolean atScope, String principalId) {
    private static final Pattern PRINCIPAL =
            Pattern.compile("(?i)(?:principalId\\s+eq\\s+|assignedTo\\s*\\(\\s*)'([^']*)'");

    static RoleAssignmentFilter parse(String filter) {
        Matcher principal = PRINCIPAL.matcher(filter);
        return new RoleAssignmentFilter(
                Text.lower(filter).contains("atscope()"), principal.find() ? principal.group(1) : "");
    }

    boolean accepts(ResourceId scope, RoleAssignment assignment) {
        boolean inherited = assignment.scope().covers(scope);
        boolean below = scope.covers(assignment.scope());
        return (principalId.isEmpty() || principalId.equalsIgnoreCase(assignment.principalId()))
                && (inherited || (below && !atScope));
    }
}
