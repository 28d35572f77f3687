package io.podpass.core;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The Azure compute resource under a node: one scale set or one VM. */
public record Host(Kind kind, ResourceId id) {
    public enum Kind {
        SCALE_SET,
        VM
    }

    private static final String PREFIX = "azure://";
    private static final String SCALE_SETS = "microsoft.compute/virtualmachinescalesets";
    private static final String MACHINES = "microsoft.compute/virtualmachines";
    private static final Pattern INSTANCE = Pattern.compile("/virtualmachines/[^/]+");
    // The id becomes the path of a URL, and a node writes its own provider id: nothing that would reach elsewhere.
    private static final Pattern PATH = Pattern.compile("(/(?![.]{1,2}(/|$))[\\p{L}\\p{N}_.()-]+)+");

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
        return Optional.of(text.substring(PREFIX.length()))
                .filter(path -> PATH.matcher(path).matches())
                .flatMap(ResourceId::parse)
                .flatMap(Host::ofMachine);
    }

    private static Optional<Host> ofMachine(ResourceId id) {
        var nested = id.nested();
        if (id.type().equals(SCALE_SETS)
                && (nested.isEmpty() || INSTANCE.matcher(nested).matches())) {
            return Optional.of(new Host(Kind.SCALE_SET, id.withoutNested()));
        }
        if (id.type().equals(MACHINES) && nested.isEmpty()) {
            return Optional.of(new Host(Kind.VM, id));
        }
        return Optional.empty();
    }
}
