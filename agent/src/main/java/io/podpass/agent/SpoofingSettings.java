package io.podpass.agent;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What keeps one pod from posing as another by its address.
 *
 * @param routeCheck {@code --caller-route-check}
 * @param allowKubenet {@code --allow-network-plugin-kubenet}
 * @param kubeletConfig {@code --kubelet-config}; empty stands for {@link #KUBELET_CONFIG}, which may be absent
 */
public record SpoofingSettings(RouteCheck routeCheck, boolean allowKubenet, Optional<Path> kubeletConfig) {
    /** Spec aad-pod-identity §2.1. */
    public static final Path KUBELET_CONFIG = Path.of("/etc/default/kubelet");

    public static final SpoofingSettings DEFAULTS = new SpoofingSettings(RouteCheck.AUTO, false, Optional.empty());
}
