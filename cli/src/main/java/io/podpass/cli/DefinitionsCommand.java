package io.podpass.cli;

import io.podpass.kube.CustomResourceDefinitions;
import io.podpass.kube.DefinitionsUpgrade;
import io.podpass.kube.DefinitionsUpgrade.Outcome;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "definitions",
        mixinStandardHelpOptions = true,
        description = "Prints the custom resource definitions, for kubectl apply -f -.")
final class DefinitionsCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        CustomResourceDefinitions.PLURALS.forEach(
                plural -> out.print("---\n" + CustomResourceDefinitions.yaml(plural)));
        out.flush();
        return ExitCode.OK;
    }

    @Command(
            name = "apply",
            mixinStandardHelpOptions = true,
            description =
                    "Brings those of a cluster up to date, also those of AAD Pod Identity. Objects stay as they are.")
    Integer apply(@Mixin ClusterOptions cluster) {
        Map<String, Outcome> outcomes;
        try (var client = cluster.client("definitions")) {
            outcomes = new DefinitionsUpgrade(client, LIMIT).apply();
        }
        var out = spec.commandLine().getOut();
        outcomes.forEach((name, outcome) -> out.println("customresourcedefinition.apiextensions.k8s.io/" + name + " "
                + outcome.name().toLowerCase(Locale.ROOT)));
        out.flush();
        return ExitCode.OK;
    }
}
