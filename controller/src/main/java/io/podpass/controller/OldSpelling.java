package io.podpass.controller;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fields as releases before 1.6 wrote them, with a capital first (spec aad-pod-identity §1.8), and as they are read now.
 * Compared without case, since they were not all written alike. A field that is there in its right spelling counts.
 */
final class OldSpelling {
    private static final Map<String, String> RIGHT = Stream.of(
                    "type",
                    "resourceID",
                    "clientID",
                    "clientPassword",
                    "tenantID",
                    "auxiliaryTenantIDs",
                    "adResourceID",
                    "adEndpoint",
                    "replicas",
                    "azureIdentity",
                    "selector",
                    "weight",
                    "podLabels",
                    "azureIdentityRef",
                    "azureBindingRef",
                    "pod",
                    "podNamespace",
                    "nodename",
                    "metadata",
                    "name",
                    "namespace")
            .collect(Collectors.toUnmodifiableMap(name -> name.toLowerCase(Locale.ROOT), Function.identity()));

    /** What these hold is people's own, keys and all. */
    private static final List<String> OPAQUE = List.of("podLabels", "metadata");

    private OldSpelling() {}

    /** The spec in the right spelling, and all that is embedded in it; empty when it is in it already. */
    static Optional<Map<String, Object>> corrected(Map<String, Object> spec) {
        var corrected = correct(spec);
        return corrected.equals(spec) ? Optional.empty() : Optional.of(corrected);
    }

    private static Map<String, Object> correct(Map<?, ?> fields) {
        var corrected = new LinkedHashMap<String, Object>();
        fields.forEach((key, value) -> {
            var field = String.valueOf(key);
            var right = RIGHT.getOrDefault(field.toLowerCase(Locale.ROOT), field);
            var name = right.equals(field) || !fields.containsKey(right) ? right : field;
            corrected.put(name, value instanceof Map<?, ?> map && !OPAQUE.contains(name) ? correct(map) : value);
        });
        return corrected;
    }
}
