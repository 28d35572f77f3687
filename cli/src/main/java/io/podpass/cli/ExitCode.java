package io.podpass.cli;

/** What the exit status of every command means. */
final class ExitCode {
    static final int OK = 0;
    static final int FAILED = 1;
    /** The command could not start as it was asked to: a wrong option, an unreadable file, a taken port. */
    static final int USAGE = 2;

    private ExitCode() {}
}
