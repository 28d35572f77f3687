package io.podpass.diagnosis;

import io.podpass.core.ExceptionRule;
import io.podpass.core.Finding;
import io.podpass.core.FindingKind;
import java.util.Collection;
import java.util.stream.Stream;

/** Exceptions by which users could have identities of the hosts. */
final class ExceptionFindings {
    private ExceptionFindings() {}

    static Stream<Finding> of(Collection<ExceptionRule> rules) {
        return rules.stream()
                .filter(ExceptionRule::openToUsers)
                .map(rule -> new Finding(
                        FindingKind.EXCEPTION_IN_USER_NAMESPACE,
                        "AzurePodIdentityException " + rule.key(),
                        "whoever may make pods in namespace " + rule.key().namespace()
                                + " may use every identity of the hosts",
                        "list what it needs in spec.clientIDs, or bind an identity to those pods instead"));
    }
}
