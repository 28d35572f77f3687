package io.podpass.localkube;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How strategic merge treats the lists of built-in types, from the {@code patchMergeKey} tags of their Go structs. */
final class MergeKeys {
    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("containers", "name"),
            Map.entry("initContainers", "name"),
            Map.entry("ephemeralContainers", "name"),
            Map.entry("env", "name"),
            Map.entry("volumes", "name"),
            Map.entry("volumeMounts", "mountPath"),
            Map.entry("volumeDevices", "devicePath"),
            Map.entry("imagePullSecrets", "name"),
            Map.entry("hostAliases", "ip"),
            Map.entry("topologySpreadConstraints", "topologyKey"),
            Map.entry("conditions", "type"),
            Map.entry("addresses", "type"),
            Map.entry("podIPs", "ip"),
            Map.entry("hostIPs", "ip"),
            Map.entry("taints", "key"),
            Map.entry("secrets", "name"),
            Map.entry("ownerReferences", "uid"),
            Map.entry("webhooks", "name"));

    /** Lists of plain values that are merged as sets; all other lists are replaced. */
    private static final Set<String> SETS = Set.of("finalizers", "podCIDRs");

    private MergeKeys() {}

    /** The field that tells the elements of the list {@code field} of {@code kind} apart; empty if it is replaced. */
    static Optional<String> of(String kind, String field) {
        if (field.equals("ports")) {
            return Optional.of(kind.equals("Service") ? "port" : "containerPort");
        }
        return Optional.ofNullable(KEYS.get(field));
    }

    static boolean isSet(String field) {
        return SETS.contains(field);
    }
}
