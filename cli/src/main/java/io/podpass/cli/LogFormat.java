package io.podpass.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.LoggerFactory;

/** How log lines look. */
enum LogFormat {
    TEXT,
    JSON;

    /** Throws {@link UsageException} for any other name (spec aad-pod-identity §2.1). */
    static LogFormat ofFlag(String text) {
        return switch (text) {
            case "text" -> TEXT;
            case "json" -> JSON;
            default -> throw new UsageException("--log-format must be text or json, was " + text);
        };
    }

    /** From the next line on, for the whole process. Text is what the log's configuration says. */
    void apply() {
        if (this == JSON && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
                    .iteratorForAppenders()
                    .forEachRemaining(appender -> {
                        if (appender instanceof ConsoleAppender<ILoggingEvent> console) {
                            writeJson(console, context);
                        }
                    });
        }
    }

    private static void writeJson(ConsoleAppender<ILoggingEvent> console, LoggerContext context) {
        var lines = new JsonLines();
        lines.setContext(context);
        lines.start();
        console.stop();
        console.setEncoder(lines);
        console.start();
    }
}
