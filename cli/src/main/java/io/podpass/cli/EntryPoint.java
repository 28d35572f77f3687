package io.podpass.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How the image starts the command: by files whose names say which role it is, as the old images' did (spec
 * aad-pod-identity §6.2). The kernel, which takes such a file for a script of the Java launcher, puts the file before the
 * arguments.
 */
public final class EntryPoint {
    /** Any other name is the command itself. */
    private static final Map<String, String> ROLES =
            Map.of("mic", "controller", "nmi", "agent", "podpass-agent", "agent");

    private EntryPoint() {}

    public static void main(String[] args) {
        Main.main(arguments(args));
    }

    /** What the command would have been given; {@code args} is never empty. */
    static String[] arguments(String... args) {
        var role = Stream.ofNullable(ROLES.get(Path.of(args[0]).getFileName().toString()));
        return Stream.concat(role, Stream.of(args).skip(1)).toArray(String[]::new);
    }
}
