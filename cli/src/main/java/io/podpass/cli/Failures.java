package io.podpass.cli;

import io.podpass.agent.AgentException;
import io.podpass.azure.ArmException;
import io.podpass.azure.CloudConfigException;
import io.podpass.diagnosis.DiagnosisException;
import io.podpass.http.ListenException;
import io.podpass.kube.KubeException;
import io.podpass.localkube.LocalKubeException;
import java.util.Objects;

/** One line for any failure, and its exit code. */
final class Failures {
    private Failures() {}

    static String line(Throwable failure) {
        var message = Objects.requireNonNullElse(failure.getMessage(), "");
        var text = message.isBlank() ? failure.getClass().getSimpleName() : message;
        return text.lines().map(String::strip).reduce((a, b) -> a + " " + b).orElse(text);
    }

    static int exitCode(Throwable failure) {
        return switch (failure) {
            // What can't be read, addresses that are taken: each names it, and nothing has been started.
            case UsageException _,
                    DiagnosisException _,
                    KubeException _,
                    AgentException _,
                    ListenException _,
                    ArmException _,
                    CloudConfigException _,
                    LocalKubeException _ -> ExitCode.USAGE;
            default -> ExitCode.FAILED;
        };
    }
}
