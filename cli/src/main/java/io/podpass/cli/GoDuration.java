package io.podpass.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as Go's flags take them, so as manifests of the old roles have them: {@code 3600s}, {@code 1h30m}, {@code 1.5s}. */
final class GoDuration implements ITypeConverter<Duration> {
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);
    private static final Pattern PART = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)(ns|us|µs|ms|s|m|h)");
    private static final Pattern WHOLE = Pattern.compile("(?:" + PART + "){1,7}");

    @Override
    public Duration convert(String value) {
        if (value.equals("0")) {
            return Duration.ZERO;
        }
        if (!WHOLE.matcher(value).matches()) {
            throw new TypeConversionException("'" + value + "' is not a duration such as 30s, 3m or 1h30m");
        }
        try {
            return Duration.ofNanos(PART.matcher(value)
                    .results()
                    .map(part -> new BigDecimal(part.group(1))
                            .multiply(BigDecimal.valueOf(NANOS.getOrDefault(part.group(2), 0L))))
                    .reduce(BigDecimal.ZERO, BigDecimal::add)
                    .toBigInteger()
                    .longValueExact());
        } catch (ArithmeticException _) {
            throw new TypeConversionException("'" + value + "' is longer than a duration can be");
        }
    }
}
