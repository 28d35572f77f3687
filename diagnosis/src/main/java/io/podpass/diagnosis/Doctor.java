package io.podpass.diagnosis;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.core.Finding;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is wrong with a cluster and its Azure. */
public final class Doctor {
    private final KubernetesClient client;

    /** The client stays the caller's to close. */
    public Doctor(KubernetesClient client) {
        this.client = client;
    }

    /**
     * What was found, the worst first.
     *
     * @param seen one line on how much was looked at
     */
    public record Report(List<Finding> findings, String seen) {
        public Report {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Reads cluster and Azure and judges; changes nothing. Throws {@link DiagnosisException} when the cluster does not
     * answer.
     *
     * @param azure empty when nobody wants to know of it
     */
    public Report examine(Optional<DoctorAzure> azure, Instant now) {
        var reading = new DoctorGathering(client)
                .read(
                        now,
                        (hosts, identities) -> azure.map(side -> side.read(hosts, identities))
                                .orElseGet(() -> Part.unread("nobody asked for it")));
        return report(reading);
    }

    static Report report(DoctorReading reading) {
        var findings = DoctorJudgment.of(reading).stream()
                .sorted(Comparator.comparing(Finding::severity))
                .toList();
        var pods = reading.pods().value().orElse(List.of());
        return new Report(
                findings,
                "Seen: "
                        + count(
                                reading.nodes()
                                        .value()
                                        .map(nodes -> nodes.size())
                                        .orElse(0),
                                "node") + ", "
                        + count(
                                pods.stream()
                                        .filter(DoctorReading.PodSeen::wantsIdentity)
                                        .count(),
                                "labelled pod")
                        + ", "
                        + count(
                                pods.stream()
                                        .filter(pod -> pod.agent().isPresent())
                                        .count(),
                                "agent") + ", "
                        + count(
                                reading.azure()
                                        .value()
                                        .map(side -> side.attached().values().stream()
                                                .filter(part -> part.value().isPresent())
                                                .count())
                                        .orElse(0L),
                                "host")
                        + " at Azure.");
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
