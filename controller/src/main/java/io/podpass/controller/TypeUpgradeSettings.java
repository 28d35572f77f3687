package io.podpass.controller;

/**
 * What becomes of objects that a release before 1.6 wrote (spec aad-pod-identity §3.12).
 *
 * @param enabled whether they are looked for at all ({@code --enable-type-upgrade})
 * @param namespace where the config map is that says whether that was done: the controller's own
 * @param configMap its name ({@code --config-map-name})
 * @param key the key of the config map ({@code --type-upgrade-status-key})
 * @param version what is written under the key: this release's
 */
public record TypeUpgradeSettings(boolean enabled, String namespace, String configMap, String key, String version) {
    /** For clusters that never had such a release. */
    public static final TypeUpgradeSettings OFF = new TypeUpgradeSettings(false, "", "", "", "");
}
