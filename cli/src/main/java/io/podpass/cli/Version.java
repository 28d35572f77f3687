package io.podpass.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version of the jar, or {@code development} when classes run without one. */
final class Version implements IVersionProvider {
    static String current() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "development");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"podpass " + current()};
    }
}
