package io.podpass.diagnosis;

import io.podpass.diagnosis.Link.State;
import java.util.Locale;
import java.util.stream.Collectors;

/** A chain for people. */
public final class ChainText {
    private ChainText() {}

    /** Ends with a line feed. */
    public static String of(Chain chain) {
        return "Pod " + chain.pod() + "\n"
                + chain.links().stream().map(ChainText::line).collect(Collectors.joining())
                + chain.broken()
                        .map(link -> "\n" + (link.state() == State.WAITS ? "It waits at: " : "It breaks at: ")
                                + name(link) + ".\n")
                        .orElse("\nNothing that was looked at keeps the pod from its token.\n");
    }

    private static String line(Link link) {
        var line = "  %-7s  %-10s  %s%n".formatted(mark(link.state()), name(link), link.observed());
        return line
                + link.remedy()
                        .map(remedy -> "  %-7s  %-10s  -> %s%n".formatted("", "", remedy))
                        .orElse("");
    }

    private static String name(Link link) {
        return link.step().name().toLowerCase(Locale.ROOT);
    }

    private static String mark(State state) {
        return switch (state) {
            case HOLDS -> "ok";
            case WAITS -> "waits";
            case BROKEN -> "BROKEN";
            case UNKNOWN -> "unknown";
        };
    }
}
