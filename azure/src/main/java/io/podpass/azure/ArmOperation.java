package io.podpass.azure;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Follows one long-running operation to its end: by {@code Azure-AsyncOperation}, else {@code Location}, else the
 * resource's provisioning state (spec azure-platform §3.2).
 */
final class ArmOperation {
    /** Between polls when ARM does not say: doubles up to {@link #LONGEST_INTERVAL}. */
    private static final Duration FIRST_INTERVAL = Duration.ofSeconds(1);

    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(10);

    private final ArmCalls calls;
    private final URI arm;
    private final ArmTask task;

    ArmOperation(ArmCalls calls, URI arm, ArmTask task) {
        this.calls = calls;
        this.arm = arm;
        this.task = task;
    }

    /** Returns once the operation that {@code accepted} started has succeeded; throws {@link ArmException} otherwise. */
    void await(ArmAnswer accepted) {
        var operation = link(accepted, "Azure-AsyncOperation");
        var location = link(accepted, "Location");
        if (operation.isPresent()) {
            poll(operation.get(), accepted, ArmOperation::statusOf);
        } else if (location.isPresent() && accepted.status() == 202) {
            poll(location.get(), accepted, answer -> answer.status() == 202 ? "Running" : "Succeeded");
        } else if (accepted.status() == 202) {
            poll(task.uri(arm), accepted, ArmAnswer::provisioningState);
        } else if (!ended(accepted, accepted.provisioningState())) {
            poll(task.uri(arm), accepted, ArmAnswer::provisioningState);
        }
    }

    private interface StateReader {
        String stateOf(ArmAnswer answer);
    }

    private void poll(URI uri, ArmAnswer accepted, StateReader reader) {
        var asked = RetryAfter.of(accepted.headers());
        var interval = FIRST_INTERVAL;
        while (true) {
            calls.waitFor(asked.orElse(interval), task);
            interval = interval.multipliedBy(2).compareTo(LONGEST_INTERVAL) < 0
                    ? interval.multipliedBy(2)
                    : LONGEST_INTERVAL;
            try {
                var answer = calls.get(uri, task);
                if (ended(answer, reader.stateOf(answer))) {
                    return;
                }
                asked = RetryAfter.of(answer.headers());
            } catch (ArmException e) {
                // A refused poll says nothing about the operation, which goes on.
                if (e.status() != 429) {
                    throw e;
                }
                asked = Optional.of(e.retryAfter().orElse(LONGEST_INTERVAL));
            }
        }
    }

    private boolean ended(ArmAnswer answer, String state) {
        return switch (state.toLowerCase(Locale.ROOT)) {
            case "succeeded" -> true;
            // Resources without a provisioning state have no operations to wait for.
            case "" -> true;
            case "failed", "canceled" -> throw ArmErrors.ofOperation(answer, state, task);
            default -> false;
        };
    }

    private static String statusOf(ArmAnswer answer) {
        // An operation without a status has not ended, whatever else the answer says.
        return answer.body().path("status").asText("Running");
    }

    /** Our token goes to ARM and nowhere else, whatever a header says. */
    private Optional<URI> link(ArmAnswer answer, String header) {
        return answer.headers().firstValue(header).map(arm::resolve).map(uri -> {
            var sameScheme = arm.getScheme().equalsIgnoreCase(uri.getScheme());
            var host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
            var home = arm.getHost().toLowerCase(Locale.ROOT);
            if (!sameScheme || !(host.equals(home) || host.endsWith("." + home))) {
                throw new ArmException(
                        task.failed() + ": ARM sent us to " + host + " to wait for the end, which is not ARM",
                        answer.status(),
                        "ForeignLink",
                        Set.of(),
                        Optional.empty());
            }
            return uri;
        });
    }
}
