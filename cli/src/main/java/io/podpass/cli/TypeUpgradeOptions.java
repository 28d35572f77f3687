package io.podpass.cli;

import io.podpass.controller.TypeUpgradeSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What becomes of objects of releases before 1.6. */
final class TypeUpgradeOptions {
    @Option(
            names = "--enable-type-upgrade",
            arity = Switch.ARITY,
            defaultValue = "true",
            fallbackValue = "true",
            converter = Switch.class,
            description = "Write objects of releases before 1.6 anew, once. Default: ${DEFAULT-VALUE}.")
    private boolean enabled;

    @Option(
            names = "--config-map-name",
            paramLabel = "NAME",
            defaultValue = "aad-pod-identity-config",
            description = "The config map of the controller's namespace (MIC_POD_NAMESPACE) that says whether that was"
                    + " done. Default: ${DEFAULT-VALUE}.")
    private String configMap = "";

    @Option(
            names = "--type-upgrade-status-key",
            paramLabel = "KEY",
            defaultValue = "type-upgrade-status",
            description = "The key of the config map that says so. Default: ${DEFAULT-VALUE}.")
    private String key = "";

    /** {@code leaseNamespace} is where the config map is when the environment does not name the controller's namespace. */
    TypeUpgradeSettings settings(String leaseNamespace) {
        return new TypeUpgradeSettings(
                enabled,
                namespace(System.getenv("MIC_POD_NAMESPACE"), leaseNamespace),
                configMap,
                key,
                Version.current());
    }

    static String namespace(@Nullable String environment, String leaseNamespace) {
        return environment == null || environment.isEmpty() ? leaseNamespace : environment;
    }
}
