package io.podpass.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** How much is logged, in the old agent's numbers, and how. */
final class VerbosityOptions {
    /** Where the old agent's own debugging began. */
    private static final int DEBUG = 4;
    /** And where it printed whole objects. */
    private static final int TRACE = 8;

    @Option(
            names = {"-v", "--v"},
            paramLabel = "LEVEL",
            description = "How much is logged: 4 and more for debugging, 8 and more for everything.")
    private Optional<Integer> verbosity = Optional.empty();

    @Option(
            names = "--log-format",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "json: one object a line. Default: ${DEFAULT-VALUE}.")
    private String format = "";

    /**
     * For Podpass itself; libraries stay at what the log's configuration says. Throws {@link UsageException} for a format
     * that does not exist.
     */
    void apply() {
        LogFormat.ofFlag(format).apply();
        if (verbosity.isPresent() && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger("io.podpass").setLevel(level(verbosity.get()));
        }
    }

    static Level level(int verbosity) {
        if (verbosity >= TRACE) {
            return Level.TRACE;
        }
        return verbosity >= DEBUG ? Level.DEBUG : Level.INFO;
    }
}
