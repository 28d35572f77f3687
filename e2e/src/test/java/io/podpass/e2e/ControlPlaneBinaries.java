package io.podpass.e2e;

import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubeapitest.KubeAPITestException;
import io.fabric8.kubeapitest.Utils;
import io.fabric8.kubeapitest.binary.BinaryManager;
import io.fabric8.kubeapitest.binary.OSInfo;
import java.nio.file.Path;

/** A folder with kube-apiserver, etcd and kubectl, named after their version the way kube-api-test wants it. */
record ControlPlaneBinaries(Path folder) {
    /** Any patch release of the minor that {@code control-plane/install} builds: a downloaded one is as good. */
    private static final String VERSION = "1.35.*";

    /** Set to true, this lets kube-api-test download what is missing. Tests reach only this machine otherwise. */
    private static final String DOWNLOAD = "podpass.control-plane.download";

    private static final String REMEDY =
            "build them with e2e/control-plane/install, or let them be downloaded with -D" + DOWNLOAD + "=true";

    /**
     * Looks in {@code KUBE_API_TEST_DIR}, by default {@code ~/.kubeapitest}.
     *
     * @throws ControlPlaneMissing if they aren't there, or only in part, and can't be downloaded
     */
    static ControlPlaneBinaries find() {
        var config = KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withApiServerVersion(VERSION)
                .withOfflineMode(!Boolean.getBoolean(DOWNLOAD))
                // Set here because this release fails on the environment variable for any option that isn't a string.
                .withWaitForEtcdHealthCheckOnStartup(false)
                .withStartupTimeout(0)
                .build();
        var manager = new BinaryManager(config);
        try {
            manager.initAndDownloadIfRequired();
        } catch (KubeAPITestException missing) {
            throw new ControlPlaneMissing(
                    "no kube-apiserver " + VERSION + " and etcd in " + config.getKubeAPITestDir() + ": " + REMEDY + " ("
                            + missing.getMessage() + ")",
                    missing);
        }
        return new ControlPlaneBinaries(
                manager.binaries().getApiServer().toPath().getParent());
    }

    /** As in {@code 1.35.4}. */
    String version() {
        var name = folder.getFileName().toString();
        return name.substring(
                0, name.length() - Utils.platformSuffix(new OSInfo()).length());
    }

    static final class ControlPlaneMissing extends RuntimeException {
        ControlPlaneMissing(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
