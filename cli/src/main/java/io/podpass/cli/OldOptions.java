package io.podpass.cli;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Flags that both old roles took, that manifests still pass, and that nothing depends on any more. */
final class OldOptions {
    @Option(
            names = {
                "--enableScaleFeatures",
                "--logtostderr",
                "--alsologtostderr",
                "--one_output",
                "--skip_headers",
                "--skip_log_headers",
                "--add_dir_header"
            },
            arity = Switch.ARITY,
            fallbackValue = "true",
            converter = Switch.class,
            hidden = true)
    private List<Boolean> switches = List.of();

    @Option(
            names = {
                "--stderrthreshold",
                "--vmodule",
                "--log_backtrace_at",
                "--log_dir",
                "--log_file",
                "--log_file_max_size"
            },
            paramLabel = "VALUE",
            hidden = true)
    private List<String> values = List.of();

    /** How many were passed. */
    long passed() {
        return Stream.concat(switches.stream(), values.stream()).count();
    }
}
