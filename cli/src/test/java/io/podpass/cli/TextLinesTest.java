package io.podpass.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

/** The lines that {@code logback.xml} makes, which it does by itself. */
final class TextLinesTest {
    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void configure() throws JoranException {
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(TextLinesTest.class.getResource("/logback.xml"));
    }

    private String line(String message, @Nullable Throwable failure, KeyValuePair... fields) {
        var event = new LoggingEvent("x", context.getLogger("io.podpass.agent.X"), Level.WARN, message, failure, null);
        event.setInstant(Instant.parse("2026-11-24T12:00:00Z"));
        for (var field : fields) {
            event.addKeyValuePair(field);
        }
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        return root.getAppender("STDERR") instanceof ConsoleAppender<ILoggingEvent> console
                ? new String(console.getEncoder().encode(event), UTF_8)
                : "";
    }

    @Test
    void aLineHasTimeLevelLoggerMessageAndFields() {
        assertThat(line("token issued", null, new KeyValuePair("pod", "shop/orders")))
                .isEqualTo("2026-11-24T12:00:00.000Z WARN  X token issued pod=\"shop/orders\"\n");
        assertThat(line("started", null)).isEqualTo("2026-11-24T12:00:00.000Z WARN  X started\n");
    }

    @Test
    void whatComesFromOutsideCannotEndTheLine() {
        assertThat(line("no\nmessage", new IOException("one\r\ntwo"), new KeyValuePair("problem", "three\nfour")))
                .contains("three")
                .contains("four")
                .hasLineCount(1);
    }
}
