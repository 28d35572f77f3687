package io.podpass.cli;

import io.podpass.agent.Answers;
import io.podpass.agent.Waits;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How the agent answers, and how long it waits before it says no. */
final class AnswerOptions {
    @Option(
            names = "--retry-attempts-for-created",
            defaultValue = "16",
            description = "Times the interval: how long a request waits for an assignment. Default: ${DEFAULT-VALUE}.")
    private int attemptsForCreated;

    @Option(
            names = "--retry-attempts-for-assigned",
            defaultValue = "16",
            description = "So much longer for an identity that is being attached. Default: ${DEFAULT-VALUE}.")
    private int attemptsForAssigned;

    @Option(
            names = "--find-identity-retry-interval",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "Default: ${DEFAULT-VALUE}.")
    private int intervalSeconds;

    @Option(
            names = "--set-retry-after-header",
            arity = Switch.ARITY,
            defaultValue = "false",
            fallbackValue = "true",
            converter = Switch.class,
            description = "Answer 503 with Retry-After instead of 404.")
    private boolean retryAfterHeader;

    @Option(
            names = "--metadata-header-required",
            arity = Switch.ARITY,
            defaultValue = "true",
            fallbackValue = "true",
            converter = Switch.class,
            description = "Refuse requests without the header Metadata: true. Default: ${DEFAULT-VALUE}.")
    private boolean metadataHeaderRequired;

    @Option(
            names = "--block-instance-metadata",
            arity = Switch.ARITY,
            defaultValue = "false",
            fallbackValue = "true",
            converter = Switch.class,
            description = "Refuse /metadata/instance.")
    private boolean blockInstanceMetadata;

    Waits waits() {
        return new Waits(
                attemptsForCreated, attemptsForAssigned, Duration.ofSeconds(intervalSeconds), Waits.DEFAULTS.caller());
    }

    Answers answers() {
        return new Answers(retryAfterHeader, metadataHeaderRequired, blockInstanceMetadata);
    }
}
