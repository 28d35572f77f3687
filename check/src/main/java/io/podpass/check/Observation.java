package io.podpass.check;

import static java.util.Objects.requireNonNull;

import io.podpass.core.Finding;
import io.podpass.core.FindingKind;
import java.util.Comparator;

/** A finding, and where its object is written. Errors come first, then by file and object. */
public record Observation(Finding finding, Place place) implements Comparable<Observation> {
    private static final Comparator<Observation> ORDER = Comparator.comparing(
                    (Observation observation) -> observation.finding().severity())
            .thenComparing(Observation::place)
            .thenComparing(observation -> observation.finding().object())
            .thenComparing(observation -> observation.finding().kind())
            .thenComparing(observation -> observation.finding().observed());

    public Observation {
        requireNonNull(finding, "finding is null");
        requireNonNull(place, "place is null");
    }

    static Observation of(FindingKind kind, Resource resource, String observed, String remedy) {
        return new Observation(new Finding(kind, resource.address(), observed, remedy), resource.place());
    }

    static Observation of(FindingKind kind, Manifest manifest, String observed, String remedy) {
        return new Observation(new Finding(kind, manifest.title(), observed, remedy), manifest.place());
    }

    FindingKind kind() {
        return finding.kind();
    }

    @Override
    public int compareTo(Observation other) {
        return ORDER.compare(this, other);
    }
}
