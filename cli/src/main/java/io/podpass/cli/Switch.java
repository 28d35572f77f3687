package io.podpass.cli;

import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The values of a switch that charts and scripts for the old agent use: those of Go (spec aad-pod-identity §2.1). Goes with
 * {@code arity = "0..1"} and {@code fallbackValue = "true"}, so that {@code --switch} and {@code --switch=false} work.
 */
final class Switch implements ITypeConverter<Boolean> {
    static final String ARITY = "0..1";

    private static final Set<String> ON = Set.of("1", "t", "T", "TRUE", "true", "True");
    private static final Set<String> OFF = Set.of("0", "f", "F", "FALSE", "false", "False");

    @Override
    public Boolean convert(String value) {
        if (ON.contains(value)) {
            return true;
        }
        if (OFF.contains(value)) {
            return false;
        }
        throw new TypeConversionException("'" + value + "' is neither true nor false");
    }
}
