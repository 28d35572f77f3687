package io.podpass.controller;

import io.podpass.core.IdentityRules.Verdict;
import io.podpass.core.ObjectKey;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an identity's or a binding's condition {@code Ready} says. Reasons are stable words, messages are for people. Calls
 * nothing.
 *
 * @param pods how many can use it, of those that it is granted to
 */
record Readiness(String status, String reason, String message, String pods) {
    static final String TRUE = "True";
    static final String FALSE = "False";
    static final String UNKNOWN = "Unknown";

    static final String ASSIGNED = "Assigned";
    static final String ATTACHING = "Attaching";
    static final String REFUSED = "Refused";
    static final String NO_PODS = "NoPods";
    static final String INVALID = "Invalid";
    static final String IDENTITY_MISSING = "IdentityMissing";
    static final String IDENTITY_INVALID = "IdentityInvalid";

    private static final int MAX_NAMES = 5;
    /** ARM's texts can be long; who needs all of one finds it in the events. */
    private static final int MAX_MESSAGE = 1024;

    /** One assignment. {@code host} is a name for people. */
    record Use(String host, boolean usable, Optional<String> problem) {}

    Readiness {
        if (message.length() > MAX_MESSAGE) {
            message = message.substring(0, MAX_MESSAGE - 1) + "…";
        }
    }

    static Readiness ofIdentity(Verdict verdict, Collection<Use> uses) {
        return switch (verdict) {
            case Verdict.Invalid invalid -> none(FALSE, INVALID, invalid.problem());
            case Verdict.Usable _ -> of(uses, "no pod uses it");
        };
    }

    static Readiness ofBinding(ObjectKey identity, Optional<Verdict> verdict, String selector, Collection<Use> uses) {
        if (verdict.isEmpty()) {
            return none(
                    FALSE,
                    IDENTITY_MISSING,
                    "there is no identity " + identity + ": a binding names one of its own namespace");
        }
        if (verdict.get() instanceof Verdict.Invalid invalid) {
            return none(FALSE, IDENTITY_INVALID, "identity " + identity + " is invalid: " + invalid.problem());
        }
        if (selector.isEmpty()) {
            return none(FALSE, INVALID, "spec.selector is empty: set it to the pods' label aadpodidbinding");
        }
        return of(uses, "no pod on a node that it may serve has the label aadpodidbinding=" + selector);
    }

    private static Readiness of(Collection<Use> uses, String ifNone) {
        if (uses.isEmpty()) {
            return none(UNKNOWN, NO_PODS, ifNone);
        }
        var usable = uses.stream().filter(Use::usable).count();
        var pods = usable + "/" + uses.size();
        if (usable == uses.size()) {
            return new Readiness(TRUE, ASSIGNED, "usable by " + pods(usable) + " on " + names(hosts(uses)), pods);
        }
        var missing = uses.stream().filter(use -> !use.usable()).toList();
        var soFar = "usable by " + usable + " of " + pods(uses.size());
        var problems = problems(missing);
        return problems.isEmpty()
                ? new Readiness(FALSE, ATTACHING, soFar + ", waiting for " + names(hosts(missing)), pods)
                : new Readiness(FALSE, REFUSED, soFar + "; " + problems, pods);
    }

    /** Each once, with the hosts that have it, in the order of the texts: the same problems make the same message. */
    private static String problems(List<Use> missing) {
        var hosts = new TreeMap<String, SortedSet<String>>();
        missing.forEach(use -> use.problem()
                .ifPresent(text ->
                        hosts.computeIfAbsent(text, _ -> new TreeSet<>()).add(use.host())));
        return hosts.entrySet().stream()
                .map(entry -> names(entry.getValue()) + ": " + entry.getKey())
                .collect(Collectors.joining("; "));
    }

    private static Readiness none(String status, String reason, String message) {
        return new Readiness(status, reason, message, "0/0");
    }

    private static SortedSet<String> hosts(Collection<Use> uses) {
        return uses.stream().map(Use::host).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String names(SortedSet<String> names) {
        var some = names.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
        return names.size() > MAX_NAMES ? some + " and " + (names.size() - MAX_NAMES) + " more" : some;
    }

    private static String pods(long count) {
        return count == 1 ? "1 pod" : count + " pods";
    }
}
