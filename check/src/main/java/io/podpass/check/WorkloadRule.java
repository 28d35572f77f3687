package io.podpass.check;

import io.podpass.core.FindingKind;
import io.podpass.core.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Labels and annotations that stand where nobody reads them (spec workload-identity §1.6). */
final class WorkloadRule implements Rule {
    private static final String PREFIX = "azure.workload.identity/";
    private static final String USE = PREFIX + "use";
    private static final String CLIENT_ID = PREFIX + "client-id";
    private static final String EXPIRATION = PREFIX + "service-account-token-expiration";
    private static final Pattern UNDERSCORE = Pattern.compile("azure\\.workload\\.identity/.*_.*");
    /** Seconds that the webhook takes. */
    private static final long SHORTEST = 3600;

    private static final long LONGEST = 86_400;

    @Override
    public Stream<Observation> inspect(World world) {
        return world.manifests().stream()
                .flatMap(manifest -> Stream.concat(labels(manifest), settings(manifest).stream()));
    }

    private static Stream<Observation> labels(Manifest manifest) {
        if (manifest.kind().equals("Pod")) {
            return Stream.of();
        }
        return manifest.pods().stream()
                .map(template -> Manifest.texts(template.at("/metadata/labels")))
                .flatMap(ofPods -> Stream.of(Pod.LABEL, USE)
                        .filter(label -> manifest.labels().containsKey(label) && !ofPods.containsKey(label)))
                .map(label -> Observation.of(
                        FindingKind.LABEL_NOT_ON_PODS,
                        manifest,
                        "label " + label + " is on the " + manifest.kind() + ", and its pods do not get it from there",
                        "move it to " + (manifest.kind().equals("CronJob") ? "spec.jobTemplate.spec" : "spec")
                                + ".template.metadata.labels"));
    }

    private static List<Observation> settings(Manifest manifest) {
        var found = new ArrayList<Observation>();
        manifest.pods().ifPresent(template -> {
            var labels = Manifest.texts(template.at("/metadata/labels"));
            var annotations = Manifest.texts(template.at("/metadata/annotations"));
            Optional.ofNullable(labels.get(USE))
                    .filter(value -> !value.equals("true"))
                    .ifPresent(value -> found.add(setting(
                            manifest,
                            "label " + USE + " is \"" + value + "\", only \"true\" counts",
                            USE + ": \"true\"")));
            if (annotations.containsKey(CLIENT_ID)) {
                found.add(setting(
                        manifest,
                        "annotation " + CLIENT_ID + " of a pod is not read",
                        "put it on the pods' ServiceAccount"));
            }
            found.addAll(common(manifest, annotations));
        });
        if (manifest.kind().equals("ServiceAccount")) {
            if (manifest.labels().containsKey(CLIENT_ID)) {
                found.add(setting(manifest, CLIENT_ID + " is a label", "make it an annotation"));
            }
            found.addAll(common(manifest, manifest.annotations()));
        }
        return found;
    }

    private static List<Observation> common(Manifest manifest, Map<String, String> annotations) {
        var found = new ArrayList<Observation>();
        annotations.keySet().stream()
                .filter(name -> UNDERSCORE.matcher(name).matches())
                .forEach(name -> found.add(
                        setting(manifest, "annotation " + name + " is not read", "write " + name.replace('_', '-'))));
        Optional.ofNullable(annotations.get(EXPIRATION))
                .filter(value -> !value.isEmpty() && !isExpiration(value))
                .ifPresent(value -> found.add(setting(
                        manifest,
                        "annotation " + EXPIRATION + " is \"" + value + "\"",
                        "give seconds, " + SHORTEST + " to " + LONGEST)));
        return found;
    }

    private static boolean isExpiration(String value) {
        try {
            var seconds = Long.parseLong(value);
            return seconds >= SHORTEST && seconds <= LONGEST;
        } catch (NumberFormatException _) {
            return false;
        }
    }

    private static Observation setting(Manifest manifest, String observed, String remedy) {
        return Observation.of(FindingKind.WORKLOAD_IDENTITY_SETTING, manifest, observed, remedy);
    }
}
