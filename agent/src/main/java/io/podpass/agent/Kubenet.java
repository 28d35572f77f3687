package io.podpass.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Kubenet puts all pods on one bridge, where one with NET_RAW can take over another's address (spec aad-pod-identity §5.2). */
final class Kubenet {
    private static final String FLAG = "--network-plugin=kubenet";

    private Kubenet() {}

    /** Throws {@link AgentException} on a kubenet node, unless the settings allow one. */
    static void refuse(SpoofingSettings settings) {
        if (settings.allowKubenet()) {
            return;
        }
        var file = settings.kubeletConfig().orElse(SpoofingSettings.KUBELET_CONFIG);
        // The flag went with Kubernetes 1.24, and other distributions keep their kubelet's flags elsewhere: that the
        // usual file is absent says nothing. One that was named must be there.
        if (settings.kubeletConfig().isEmpty() && !Files.exists(file)) {
            return;
        }
        if (read(file).contains(FLAG)) {
            throw new AgentException("AAD Pod Identity is not supported for Kubenet. " + file + " says " + FLAG
                    + ": pods with NET_RAW can pose as others there. Take NET_RAW away from all workloads, then start with"
                    + " --allow-network-plugin-kubenet");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AgentException(
                    "cannot read " + file + " to see whether this is a kubenet node ("
                            + e.getClass().getSimpleName()
                            + "): name the kubelet's file with --kubelet-config, or start with"
                            + " --allow-network-plugin-kubenet",
                    e);
        }
    }
}
