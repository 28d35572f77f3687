package io.podpass.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What a pod network of namespaces takes, in the order in which it is worth looking for.
 *
 * @param system the operating system's name
 * @param root whether this process is root's
 * @param hasTool whether a program of that name is on the PATH
 * @param trial makes, enters and removes a namespace; empty if that works, else why it does not
 */
record NamespaceSupport(
        String system, Supplier<Boolean> root, Predicate<String> hasTool, Supplier<Optional<String>> trial) {

    static NamespaceSupport ofThisMachine() {
        return new NamespaceSupport(
                System.getProperty("os.name"),
                NamespaceSupport::isRoot,
                tool -> isOnPath(
                        tool, Optional.ofNullable(System.getenv("PATH")).orElse("")),
                NamespaceSupport::tryOne);
    }

    /** The first thing missing and how to get it, as one line. */
    Optional<String> missing() {
        if (!system.equals("Linux")) {
            return Optional.of("they exist on Linux only, and this is " + system);
        }
        if (!root.get()) {
            return Optional.of("they need root: run with sudo");
        }
        if (!hasTool.test("ip")) {
            return Optional.of("there is no ip on the PATH: apt-get install iproute2");
        }
        if (!hasTool.test("iptables-restore") && !hasTool.test("nft")) {
            return Optional.of("there is neither iptables-restore nor nft on the PATH: apt-get install iptables");
        }
        return trial.get();
    }

    private static boolean isRoot() {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            // Uid: real, effective, saved, file system.
            return lines.filter(line -> line.startsWith("Uid:"))
                    .anyMatch(line -> line.split("\\s+", -1)[2].equals("0"));
        } catch (IOException e) {
            throw new PodNetworkException("cannot find out which user this is: " + e, e);
        }
    }

    static boolean isOnPath(String tool, String path) {
        for (var folder : path.split(":", -1)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, tool))) {
                return true;
            }
        }
        return false;
    }

    /** Containers have root and the tools, but often not the capability. */
    private static Optional<String> tryOne() {
        var name = "podpass-trial-" + ProcessHandle.current().pid();
        try {
            var namespace = NetworkNamespace.create(name);
            try {
                namespace.inside(() -> name);
            } finally {
                namespace.delete();
            }
            return Optional.empty();
        } catch (PodNetworkException e) {
            return Optional.of("this machine does not allow them (a container needs --privileged): " + e.getMessage());
        }
    }
}
