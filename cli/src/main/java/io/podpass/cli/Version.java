package io.podpass.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What was built, from what, and when: written into the jar by the build. */
final class Version implements IVersionProvider {
    private static final Properties BUILD = read();

    static String current() {
        return of("version");
    }

    /** {@code unknown} unless the build was told, with {@code -Dpodpass.commit=...}. */
    static String commit() {
        return of("commit");
    }

    /** The same for every build of the same sources, so that it can be repeated. */
    static String date() {
        return of("date");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"podpass " + current()};
    }

    /** One line, as the old roles printed it (spec aad-pod-identity §2.1). */
    static final class OfRole implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "MIC Version: " + current() + " - NMI Version: " + current() + " - Commit: " + commit() + " - Date: "
                        + date()
            };
        }
    }

    private static String of(String key) {
        return BUILD.getProperty(key, "unknown");
    }

    private static Properties read() {
        var properties = new Properties();
        try (var in = Version.class.getResourceAsStream("build.properties")) {
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read build.properties from the command's own jar", e);
        }
    }
}
