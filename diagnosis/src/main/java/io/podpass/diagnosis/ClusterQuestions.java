package io.podpass.diagnosis;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks the API server, and says in one line what it would not tell. */
final class ClusterQuestions {
    private final KubernetesClient client;

    ClusterQuestions(KubernetesClient client) {
        this.client = client;
    }

    /** Of all namespaces. Throws {@link DiagnosisException}. */
    <T extends HasMetadata> List<T> all(String plural, Class<T> type) {
        return needed(
                plural, () -> client.resources(type).inAnyNamespace().list().getItems());
    }

    /** Throws {@link DiagnosisException}. */
    <T> T needed(String what, Supplier<T> question) {
        try {
            return question.get();
        } catch (KubernetesClientException e) {
            throw new DiagnosisException(problem(what, e), e);
        }
    }

    <T> Part<T> wished(String what, Supplier<T> question) {
        try {
            return Part.read(question.get());
        } catch (KubernetesClientException e) {
            return Part.unread(problem(what, e));
        }
    }

    private static String problem(String what, KubernetesClientException e) {
        var reason = e.getCode() == 0 ? Optional.ofNullable(e.getCause()).orElse(e) : e;
        return "can't read " + what + ": "
                + Objects.requireNonNullElse(
                                reason.getMessage(), reason.getClass().getSimpleName())
                        .lines()
                        .map(String::strip)
                        .reduce((first, next) -> first + " " + next)
                        .orElse("");
    }
}
