package io.podpass.cli;

import java.util.Arrays;
import java.util.Optional;

/** Finds out which kind of pod network this machine can have. */
public final class PodNetworks {
    private PodNetworks() {}

    /**
     * Which kind it is to be.
     *
     * @param shortcoming why it is not namespaces although nobody asked for anything else, and what would help; one
     *     line
     */
    public record Choice(PodNetworkKind kind, Optional<String> shortcoming) {}

    /**
     * The kind that was {@code asked} for, else namespaces if they can be had, else loopback.
     *
     * @throws UsageException if what was asked for is unknown, or cannot be had here; the message says why
     */
    public static Choice choose(Optional<String> asked) {
        return choose(asked, NamespaceSupport.ofThisMachine());
    }

    static Choice choose(Optional<String> asked, NamespaceSupport machine) {
        var kind = asked.map(PodNetworks::kind);
        if (kind.isPresent() && kind.get() == PodNetworkKind.LOOPBACK) {
            return new Choice(PodNetworkKind.LOOPBACK, Optional.empty());
        }
        var missing = machine.missing();
        if (missing.isEmpty()) {
            return new Choice(PodNetworkKind.NAMESPACES, Optional.empty());
        }
        if (kind.isPresent()) {
            throw new UsageException("network namespaces cannot be used: " + missing.get());
        }
        return new Choice(PodNetworkKind.LOOPBACK, missing);
    }

    private static PodNetworkKind kind(String word) {
        return Arrays.stream(PodNetworkKind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "no kind of network is called " + word + ": there are namespaces and loopback"));
    }

    /**
     * Makes one; whoever opened it closes it.
     *
     * @throws PodNetworkException if it cannot be made; then nothing of it is left
     */
    public static PodNetwork open(NetworkPlan plan) {
        return switch (plan.kind()) {
            case NAMESPACES -> NamespaceNetwork.open(plan);
            case LOOPBACK -> LoopbackNetwork.open(plan);
        };
    }
}
