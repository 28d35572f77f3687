package io.podpass.azure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What to type when ARM refused for want of a role. Reads ARM's prose for the names only (spec azure-platform §3.1,
 * §3.5): which role is missing follows from the error code and the action.
 */
final class RoleAdvice {
    /** A refused batch of 150 identities must not make a message of 150 commands. */
    private static final int MAX_COMMANDS = 3;

    private static final Pattern OBJECT_ID = Pattern.compile("object id '([^']+)'");
    private static final Pattern ACTION = Pattern.compile("perform action '([^']+)' over scope '([^']+)'");
    private static final Pattern LINKED =
            Pattern.compile("perform action\\(?s?\\)? '([^']+)' on the linked scope\\(s\\) '([^']+)'");

    private RoleAdvice() {}

    /** Empty when the code is about something else or the message has none of the names. */
    static Optional<String> of(String code, String message) {
        var matcher = switch (code) {
            case "AuthorizationFailed" -> ACTION.matcher(message);
            case "LinkedAuthorizationFailed" -> LINKED.matcher(message);
            default -> null;
        };
        if (matcher == null || !matcher.find()) {
            return Optional.empty();
        }
        var action = matcher.group(1);
        return role(action).map(role -> advice(role, action, scopes(matcher), objectId(message)));
    }

    private static List<String> scopes(Matcher matcher) {
        return Arrays.stream(matcher.group(2).split(","))
                .map(String::strip)
                .filter(scope -> !scope.isEmpty())
                .toList();
    }

    /** The built-in role with the least rights that has the action (spec azure-platform §3.5). */
    private static Optional<String> role(String action) {
        var lower = action.toLowerCase(Locale.ROOT);
        if (lower.endsWith("/assign/action")) {
            return Optional.of("Managed Identity Operator");
        }
        if (lower.startsWith("microsoft.compute/")) {
            return Optional.of("Virtual Machine Contributor");
        }
        if (lower.startsWith("microsoft.authorization/roleassignments/")) {
            return Optional.of("Role Based Access Control Administrator");
        }
        return Optional.empty();
    }

    private static String objectId(String message) {
        var matcher = OBJECT_ID.matcher(message);
        return matcher.find() ? matcher.group(1) : "<object id of the controller's identity>";
    }

    private static String advice(String role, String action, List<String> scopes, String objectId) {
        var commands = scopes.stream()
                .limit(MAX_COMMANDS)
                .map(scope -> "az role assignment create --assignee-object-id " + objectId
                        + " --assignee-principal-type ServicePrincipal --role \"" + role + "\" --scope " + scope)
                .collect(Collectors.joining(" && "));
        var more = scopes.size() - MAX_COMMANDS;
        return "the principal with object id " + objectId + " lacks the role \"" + role + "\" (" + action + ") on "
                + String.join(", ", scopes) + "; grant it: " + commands
                + (more > 0 ? " (and the same for the other " + more + ")" : "");
    }
}
