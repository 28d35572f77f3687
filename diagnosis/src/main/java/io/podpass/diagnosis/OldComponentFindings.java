package io.podpass.diagnosis;

import io.podpass.core.Finding;
import io.podpass.core.FindingKind;
import io.podpass.diagnosis.DoctorReading.Workload;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What was left running of AAD Pod Identity. */
final class OldComponentFindings {
    /** Of whatever registry, with tag or digest (spec aad-pod-identity §6.1). */
    private static final Pattern IMAGE = Pattern.compile("(.*/)?(mic|nmi)([:@].*)?");

    private OldComponentFindings() {}

    static Stream<Finding> of(Collection<Workload> workloads) {
        return workloads.stream()
                .flatMap(workload ->
                        workload.images().stream()
                                .filter(image -> IMAGE.matcher(image).matches())
                                .findFirst()
                                .stream()
                                .map(image -> new Finding(
                                        FindingKind.OLD_COMPONENT,
                                        workload.kind() + " " + workload.key(),
                                        "it runs AAD Pod Identity's " + image
                                                + ", which takes the same lock, port and redirect as Podpass",
                                        "once Podpass runs: kubectl -n "
                                                + workload.key().namespace() + " delete "
                                                + workload.kind().toLowerCase(Locale.ROOT) + " "
                                                + workload.key().name())));
    }
}
