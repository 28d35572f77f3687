package io.podpass.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Set;

/**
 * One JSON object a line: {@code ts}, {@code level}, {@code logger}, {@code msg}, then the line's own fields beside them.
 * Logback's encoder would put these in an array of their own, where log queries do not find them.
 */
final class JsonLines extends EncoderBase<ILoggingEvent> {
    private static final Set<String> OWN = Set.of("ts", "level", "logger", "msg", "stack");

    @Override
    public byte[] encode(ILoggingEvent event) {
        var line = new StringBuilder(256).append('{');
        field(line, "ts", event.getInstant().toString());
        field(line, "level", event.getLevel().toString());
        field(line, "logger", event.getLoggerName());
        field(line, "msg", event.getFormattedMessage());
        var pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> field(line, OWN.contains(pair.key) ? pair.key + "_" : pair.key, pair.value));
        }
        if (event.getThrowableProxy() != null) {
            field(line, "stack", ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return line.append("}\n").toString().getBytes(UTF_8);
    }

    private static void field(StringBuilder line, String name, Object value) {
        line.append(line.length() > 1 ? "," : "");
        quoted(line, name).append(':');
        if (value instanceof Number || value instanceof Boolean) {
            line.append(value);
        } else {
            quoted(line, String.valueOf(value));
        }
    }

    private static StringBuilder quoted(StringBuilder line, String text) {
        line.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, line);
        return line.append('"');
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }
}
