package io.podpass.diagnosis;

import io.podpass.core.Finding;
import io.podpass.core.FindingKind;
import io.podpass.diagnosis.DoctorReading.Definition;
import io.podpass.kube.CustomResourceDefinitions;
import java.util.List;
import java.util.stream.Stream;

/** Whether the cluster knows our kinds, and in our form. */
final class DefinitionFindings {
    private static final String REMEDY = "podpass definitions | kubectl apply --server-side --force-conflicts -f -";

    private DefinitionFindings() {}

    static Stream<Finding> of(List<Definition> found) {
        return CustomResourceDefinitions.all().stream()
                .map(DoctorKubernetes::definition)
                .flatMap(ours -> of(ours, found));
    }

    private static Stream<Finding> of(Definition ours, List<Definition> found) {
        var object = "CustomResourceDefinition " + ours.plural() + "." + CustomResourceDefinitions.GROUP;
        var served = found.stream()
                .filter(definition -> definition.plural().equals(ours.plural()) && definition.served())
                .findFirst();
        if (served.isEmpty()) {
            return Stream.of(new Finding(
                    FindingKind.DEFINITION_MISSING,
                    object,
                    "version " + CustomResourceDefinitions.VERSION
                            + " is not served: nobody can write such objects, and the controller does not start",
                    REMEDY));
        }
        // Columns differ between all releases of the old project and ours, and nothing else is as short to compare.
        return served.get().columns().containsAll(ours.columns())
                ? Stream.empty()
                : Stream.of(new Finding(
                        FindingKind.DEFINITION_OLD,
                        object,
                        "it is that of AAD Pod Identity or of an older Podpass: kubectl get shows less of it",
                        REMEDY));
    }
}
