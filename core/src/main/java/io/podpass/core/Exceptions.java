package io.podpass.core;

import io.podpass.core.Decision.Excepted;
import io.podpass.core.Decision.Reason;
import io.podpass.core.Decision.Refused;
import java.util.Collection;
import java.util.Optional;

/** What exceptions make of a request. A part of {@link Access}, which alone knows when they are asked. */
final class Exceptions {
    private Exceptions() {}

    /** Empty when no exception covers the pod. {@code rules} may hold those of other namespaces. */
    static Optional<Decision> decide(Pod caller, Collection<ExceptionRule> rules, RequestedIdentity requested) {
        var covering = rules.stream().filter(rule -> rule.covers(caller)).toList();
        if (covering.isEmpty()) {
            return Optional.empty();
        }
        if (covering.stream().anyMatch(rule -> rule.clientIds().isEmpty())) {
            return Optional.of(new Excepted(requested));
        }
        // Which client id a resource id, an object id or no id at all comes down to, only IMDS knows; and of two ids it
        // may pick the other one.
        if (requested.clientId().isEmpty()
                || requested.resourceId().isPresent()
                || requested.objectId().isPresent()) {
            return Optional.of(new Refused(Reason.EXCEPTION_NEEDS_CLIENT_ID));
        }
        var clientId = requested.clientId().get();
        return Optional.of(
                covering.stream().anyMatch(rule -> rule.opens(clientId))
                        ? new Excepted(requested)
                        : new Refused(Reason.NOT_IN_EXCEPTION));
    }
}
