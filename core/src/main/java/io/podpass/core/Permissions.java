package io.podpass.core;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one role allows: an operation is allowed when a pattern matches it and none of the same role's exclusions does.
 * Exclusions of one role never take from another (spec azure-platform §3.7).
 */
public record Permissions(
        List<String> actions, List<String> notActions, List<String> dataActions, List<String> notDataActions) {
    public static final Permissions NONE = new Permissions(List.of(), List.of(), List.of(), List.of());

    public Permissions {
        actions = List.copyOf(actions);
        notActions = List.copyOf(notActions);
        dataActions = List.copyOf(dataActions);
        notDataActions = List.copyOf(notDataActions);
    }

    static Permissions ofActions(String... actions) {
        return new Permissions(List.of(actions), List.of(), List.of(), List.of());
    }

    static Permissions ofDataActions(String... dataActions) {
        return new Permissions(List.of(), List.of(), List.of(dataActions), List.of());
    }

    public boolean allow(Operation operation) {
        return operation.data()
                ? any(dataActions, operation) && !any(notDataActions, operation)
                : any(actions, operation) && !any(notActions, operation);
    }

    public boolean allowAll(Iterable<Operation> operations) {
        for (var operation : operations) {
            if (!allow(operation)) {
                return false;
            }
        }
        return true;
    }

    private static boolean any(List<String> patterns, Operation operation) {
        var name = operation.name().toLowerCase(Locale.ROOT);
        return patterns.stream()
                .map(pattern -> pattern.toLowerCase(Locale.ROOT))
                .flatMap(Permissions::spellings)
                .anyMatch(pattern -> pattern.matcher(name).matches());
    }

    /**
     * A star spans any number of segments, also none: Managed Identity Operator's
     * {@code userAssignedIdentities/*}{@code /assign/action} allows {@code userAssignedIdentities/assign/action}.
     */
    private static Stream<Pattern> spellings(String pattern) {
        return Stream.of(pattern, pattern.replace("/*/", "/"))
                .distinct()
                .map(text ->
                        Stream.of(text.split("[*]", -1)).map(Pattern::quote).collect(Collectors.joining(".*")))
                .map(Pattern::compile);
    }

    /**
     * What somebody does at ARM or at a service, such as {@code Microsoft.KeyVault/vaults/secrets/getSecret/action}.
     *
     * @param data whether it concerns what a resource holds, such as blobs and secrets, not the resource itself
     */
    public record Operation(String name, boolean data) {
        static Operation action(String name) {
            return new Operation(name, false);
        }

        static Operation dataAction(String name) {
            return new Operation(name, true);
        }
    }
}
