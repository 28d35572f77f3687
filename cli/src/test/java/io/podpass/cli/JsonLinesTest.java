package io.podpass.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

final class JsonLinesTest {
    private static LoggingEvent event(@Nullable Throwable failure) {
        var event = new LoggingEvent(
                "x", new LoggerContext().getLogger("io.podpass.audit"), Level.INFO, "token {}", failure, new Object[] {
                    "issued"
                });
        event.setInstant(Instant.parse("2026-11-24T12:00:00Z"));
        return event;
    }

    private static JsonNode written(LoggingEvent event) throws JsonProcessingException {
        var text = new String(new JsonLines().encode(event), UTF_8);
        assertThat(text).endsWith("}\n").hasLineCount(1);
        return new ObjectMapper().readTree(text);
    }

    @Test
    void aLineIsOneObjectWithItsFieldsBesideTheMessage() throws JsonProcessingException {
        var event = event(null);
        event.addKeyValuePair(new KeyValuePair("pod", "shop/orders"));
        event.addKeyValuePair(new KeyValuePair("status", 200));

        assertThat(written(event)).isEqualTo(new ObjectMapper().readTree("""
                        {"ts": "2026-11-24T12:00:00Z", "level": "INFO", "logger": "io.podpass.audit",
                         "msg": "token issued", "pod": "shop/orders", "status": 200}
                        """));
    }

    @Test
    void whatComesFromOutsideCannotEndTheLineOrAddFields() throws JsonProcessingException {
        var event = event(null);
        event.addKeyValuePair(new KeyValuePair("audience", "x\",\"level\":\"ERROR\n{"));

        assertThat(written(event).path("audience").asText()).isEqualTo("x\",\"level\":\"ERROR\n{");
        assertThat(written(event).path("level").asText()).isEqualTo("INFO");
    }

    @Test
    void aFieldDoesNotHideWhatEveryLineHas() throws JsonProcessingException {
        var event = event(null);
        event.addKeyValuePair(new KeyValuePair("msg", "mine"));

        assertThat(written(event).path("msg").asText()).isEqualTo("token issued");
        assertThat(written(event).path("msg_").asText()).isEqualTo("mine");
    }

    @Test
    void aStackTraceStaysOnItsLine() throws JsonProcessingException {
        assertThat(written(event(new IllegalStateException("broken")))
                        .path("stack")
                        .asText())
                .startsWith("java.lang.IllegalStateException: broken");
    }
}
