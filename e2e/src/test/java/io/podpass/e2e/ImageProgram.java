package io.podpass.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts programs out of an image's root file system as a container would: read-only but for {@code /tmp} and
 * {@code /run}, with no other variables than are given. {@code files} of this machine are at {@code /mnt}.
 */
record ImageProgram(Path root, Path files) {
    /** The chart's capabilities of an agent, and the one that entering the root file system itself needs. */
    private static final String CAPABILITIES = "-all,+net_admin,+net_raw,+sys_chroot";

    private static final String ENTER = """
            set -e
            root=$1 files=$2
            shift 2
            mount --make-rprivate /
            mount --bind "$root" "$root"
            mount --rbind /proc "$root/proc"
            mount --bind "$files" "$root/mnt"
            mount -t tmpfs tmpfs "$root/tmp"
            mount -t tmpfs tmpfs "$root/run"
            mount -o remount,bind,ro "$root"
            exec "$@"
            """;

    /** As nobody in particular. */
    RunningProgram start(List<String> command, Map<String, String> environment) {
        return start(List.of(), List.of("chroot", "--userspec=65532:65532", root.toString()), command, environment);
    }

    /** As root with what an agent may do, in the place that {@code prefix} leads to. */
    RunningProgram startAgent(List<String> prefix, List<String> command, Map<String, String> environment) {
        return start(
                prefix,
                List.of("setpriv", "--bounding-set=" + CAPABILITIES, "--no-new-privs", "chroot", root.toString()),
                command,
                environment);
    }

    private RunningProgram start(
            List<String> prefix, List<String> entering, List<String> command, Map<String, String> environment) {
        var all = new ArrayList<>(prefix);
        all.addAll(List.of("unshare", "--mount", "bash", "-c", ENTER, "enter", root.toString(), files.toString()));
        all.addAll(List.of("env", "-i", "PATH=/usr/sbin:/usr/bin"));
        environment.forEach((name, value) -> all.add(name + "=" + value));
        all.addAll(entering);
        all.addAll(command);
        return RunningProgram.start(all);
    }
}
