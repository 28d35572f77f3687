package io.podpass.cli;

import io.podpass.check.Check;
import io.podpass.check.CheckException;
import io.podpass.check.CheckJson;
import io.podpass.check.CheckText;
import io.podpass.check.Sarif;
import io.podpass.core.Finding.Severity;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Says what would not work, before it is applied.",
            "Reads what terraform show -json prints, of a plan or a state, and Kubernetes manifests."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:no error was found", "1:errors were found", "2:a file can't be read"})
final class CheckCommand implements Callable<Integer> {
    /** Of findings; each has a section that its id names. */
    static final String MANUAL = "https://podpass.io/docs/findings.md";

    enum Output {
        TEXT,
        JSON,
        SARIF
    }

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Checked together: what one names, another may have. - is standard input, a folder all its YAML.")
    private List<String> files = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json|sarif",
            defaultValue = "text",
            description = "Default: ${DEFAULT-VALUE}.")
    private Output output = Output.TEXT;

    @Option(names = "--strict", description = "Exit code 1 for warnings also.")
    private boolean strict;

    @Option(
            names = "--manual",
            paramLabel = "URL",
            defaultValue = MANUAL,
            description = "Where docs/findings.md is, for SARIF. Default: ${DEFAULT-VALUE}.")
    private String manual = MANUAL;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        return check(System.in);
    }

    private int check(InputStream in) {
        Check check;
        try {
            check = Check.of(CheckFiles.read(files, in));
        } catch (CheckException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
        var out = spec.commandLine().getOut();
        out.print(
                switch (output) {
                    case TEXT -> CheckText.render(check);
                    case JSON -> CheckJson.render(check);
                    case SARIF -> Sarif.render(check, Version.current(), manual);
                });
        out.flush();
        var failed = check.has(Severity.ERROR) || (strict && check.has(Severity.WARNING));
        return failed ? ExitCode.FAILED : ExitCode.OK;
    }
}
