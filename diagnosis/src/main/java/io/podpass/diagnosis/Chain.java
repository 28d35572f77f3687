package io.podpass.diagnosis;

import io.podpass.core.ObjectKey;
import java.util.List;
import java.util.Optional;

/** The chain from a pod to its token, up to the first link that does not hold: what comes after depends on it. */
public record Chain(ObjectKey pod, List<Link> links) {
    public Chain {
        links = List.copyOf(links);
    }

    /** The link that keeps the pod from its token; empty when none of those looked at does. */
    public Optional<Link> broken() {
        return links.stream().filter(Link::stops).findFirst();
    }
}
