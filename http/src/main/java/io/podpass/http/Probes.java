package io.podpass.http;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What the probe port answers. Not ready is what an administrator should look at; not alive is only what a restart mends,
 * since it costs what the role has in memory.
 */
public final class Probes {
    private final BooleanSupplier active;
    private final List<Supplier<Health>> readiness;
    private final List<Supplier<Health>> liveness;

    /** {@code active} is what {@code /healthz} tells. */
    public Probes(BooleanSupplier active, List<Supplier<Health>> readiness, List<Supplier<Health>> liveness) {
        this.active = active;
        this.readiness = List.copyOf(readiness);
        this.liveness = List.copyOf(liveness);
    }

    public Reply answer(String path) {
        return switch (path) {
            // 200 always and these two bodies, as ever (spec aad-pod-identity §2.12, §3.3).
            case "/healthz" -> Reply.plain(200, active.getAsBoolean() ? "Active" : "Not Active");
            case "/readyz" -> answer(readiness);
            case "/livez" -> answer(liveness);
            default -> Reply.plain(404, "not found: /healthz, /readyz and /livez are served here");
        };
    }

    private static Reply answer(List<Supplier<Health>> parts) {
        var broken =
                parts.stream().map(Supplier::get).filter(health -> !health.ok()).toList();
        return broken.isEmpty()
                ? Reply.plain(200, "ok")
                : Reply.plain(
                        503,
                        broken.stream()
                                .map(health -> health.component() + ": "
                                        + health.problem().orElse(""))
                                .collect(Collectors.joining("\n")));
    }
}
