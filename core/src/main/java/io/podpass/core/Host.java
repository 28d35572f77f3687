package io.podpass.core;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;

/** The Azure compute resource under a node: one scale set or one VM. */
public record Host(Kind kind, ResourceId id) {
    public enum Kind {
        SCALE_SET,
        VM
    }

    private static final String PREFIX = "azure://";
    private static final String SCALE_SETS = "microsoft.compute/virtualmachinescalesets";
    private static final String MACHINES = "microsoft.compute/virtualmachines";

    public Host {
        requireNonNull(kind, "kind is null");
        requireNonNull(id, "id is null");
    }

    /**
     * Reads {@code node.spec.providerID}; all instances of one scale set give the same host, in whatever case they are
     * written (spec aad-pod-identity §3.6). Empty for anything that is not a machine of Azure's.
     */
    public static Optional<Host> ofProviderId(String providerId) {
        var text = providerId.toLowerCase(Locale.ROOT);
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        var path = text.substring(PREFIX.length());
        var instance = path.lastIndexOf("/virtualmachines/");
        var scaleSet = path.indexOf("/virtualmachinescalesets/");
        if (scaleSet >= 0 && instance > scaleSet) {
            path = path.substring(0, instance);
        }
        return parse(path);
    }

    private static Optional<Host> parse(String path) {
        try {
            var id = new ResourceId(path);
            return switch (id.type()) {
                case SCALE_SETS -> Optional.of(new Host(Kind.SCALE_SET, id));
                case MACHINES -> Optional.of(new Host(Kind.VM, id));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException _) {
            // No ARM id at all: a node of another provider.
            return Optional.empty();
        }
    }
}
