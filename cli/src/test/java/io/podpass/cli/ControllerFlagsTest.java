package io.podpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Flags as the old controller's manifests pass them. A kubeconfig that can't be read ends each run. */
final class ControllerFlagsTest extends CommandTest {
    @TempDir
    private Path folder;

    private String line(String... flags) throws IOException {
        var cloud = Files.writeString(folder.resolve("azure.json"), """
                {"cloud":"AzureCloud","tenantId":"t","subscriptionId":"s","resourceGroup":"g","useManagedIdentityExtension":true}
                """);
        var always = List.of("controller", "--kubeconfig=no/such/file", "--cloudconfig=" + cloud);
        assertThat(run(Stream.concat(always.stream(), Stream.of(flags)).toArray(String[]::new)))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).hasLineCount(1);
        return err.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--forceNamespaced",
                "--forceNamespaced=T",
                "--syncRetryDuration=3600s",
                "--leader-election-instance=mic-0",
                "--leader-election-namespace=kube-system",
                "--leader-election-name=mic",
                "--leader-election-duration=1m30s",
                "--enableScaleFeatures=true",
                "--createDeleteBatch=40",
                "--clientQps=7.5",
                "--immutable-user-msis=a,b",
                "--immutable-user-msis=",
                "--update-user-msi-max-retry=3",
                "--update-user-msi-retry-interval=2s",
                "--identity-assignment-reconcile-interval=10m",
                "--http-probe-port=8090",
                "--prometheus-port=0",
                "--enableProfile",
                "--enableProfile=false",
                "--config-map-name=c",
                "--type-upgrade-status-key=k",
                "--enable-type-upgrade=false",
                "--log-format=json",
                "--custom-user-agent=fleet/7",
                "-v=5",
                "--logtostderr",
                "--stderrthreshold=WARNING"
            })
    void aFlagThatTheOldControllerTookIsTaken(String flag) throws IOException {
        assertThat(line(flag)).contains("cannot read the kubeconfig no/such/file");
    }

    @ParameterizedTest
    @CsvSource({
        "--syncRetryDuration, 3600s",
        "--leader-election-instance, ''",
        "--leader-election-namespace, default",
        "--leader-election-name, aad-pod-identity-mic",
        "--leader-election-duration, 15s",
        "--createDeleteBatch, 20",
        "--immutable-user-msis, ''",
        "--identity-assignment-reconcile-interval, 3m",
        "--forceNamespaced, false",
        "--http-probe-port, 8080",
        "--prometheus-port, 8888",
        "--config-map-name, aad-pod-identity-config",
        "--type-upgrade-status-key, type-upgrade-status",
        "--enable-type-upgrade, true",
        "--log-format, text",
        "--custom-user-agent, ''"
    })
    void aFlagHasTheOldControllersDefault(String flag, String value) {
        var controller =
                CommandLines.podpass().getSubcommands().get("controller").getCommandSpec();

        assertThat(controller.findOption(flag).defaultValue()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--no-such-flag",
                "--MICNamespace=kube-system",
                "--forceNamespaced=perhaps",
                "--syncRetryDuration=3600",
                "--syncRetryDuration=0",
                "--leader-election-duration=10ms",
                "--identity-assignment-reconcile-interval=-1s",
                "--createDeleteBatch=0",
                "--http-probe-port=65536",
                "--prometheus-port=http",
                "--enable-type-upgrade=perhaps",
                "--log-format=xml"
            })
    void whatCannotBeMeantIsRefusedInOneLine(String flag) throws IOException {
        assertThat(line(flag))
                .startsWith("podpass controller: ")
                .contains(flag.split("=", 2)[0])
                .doesNotContain("kubeconfig");
    }

    @Test
    void versionIsTheOldLine() {
        assertThat(run("controller", "--version")).isZero();
        assertThat(out.toString()).startsWith("MIC Version: ");
    }

    @Test
    void withoutAFileTheEnvironmentIsAskedFor() {
        assertThat(run("controller", "--kubeconfig=no/such/file", "--cloudconfig="))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("the cloud configuration of the environment is wrong at ")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"3600s, PT1H", "1h2m3.5s, PT1H2M3.5S", "300ms, PT0.3S", "0, PT0S", "1us, PT0.000001S"})
    void durationsAreThoseOfGo(String text, Duration value) {
        assertThat(new GoDuration().convert(text)).isEqualTo(value);
    }

    @Test
    void immutableIdentitiesAreListedWithCommas() {
        assertThat(ControllerOptions.immutable("a, b,,")).containsExactlyInAnyOrder("a", "b");
    }
}
