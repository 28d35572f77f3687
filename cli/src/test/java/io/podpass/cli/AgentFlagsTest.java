package io.podpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Flags as the old agent's manifests and scripts pass them. A kubeconfig that can't be read ends each run. */
final class AgentFlagsTest extends CommandTest {
    /** One line that says no more than that the kubeconfig is missing: everything before it was taken. */
    private void isTaken(String... flags) {
        var arguments = new String[flags.length + 6];
        System.arraycopy(
                new String[] {"agent", "--node=n", "--redirect=none", "--kubeconfig=no/such/file", "--nmi-port=0"},
                0,
                arguments,
                0,
                5);
        arguments[5] = "--metadata-port=80";
        System.arraycopy(flags, 0, arguments, 6, flags.length);
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.toString())
                .contains("cannot read the kubeconfig no/such/file")
                .hasLineCount(1);
    }

    private String refusal(String... flags) {
        var arguments = new String[flags.length + 2];
        arguments[0] = "agent";
        arguments[1] = "--node=n";
        System.arraycopy(flags, 0, arguments, 2, flags.length);
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1);
        return err.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--forceNamespaced",
                "--forceNamespaced=false",
                "--forceNamespaced=T",
                "--set-retry-after-header=true",
                "--metadata-header-required=0",
                "--block-instance-metadata=False",
                "--enable-host-token=false",
                "--allow-network-plugin-kubenet=1",
                "--enable-conntrack-deletion",
                "--enable-conntrack-deletion=f",
                "--allow-secrets-from-other-namespaces=F",
                "--operation-mode=Standard",
                "--enableProfile",
                "--http-probe-port=0",
                "--prometheus-port=0",
                "--MICNamespace=kube-system",
                "--enableScaleFeatures",
                "--enableScaleFeatures=true",
                "--custom-user-agent=fleet/7",
                "--pass-through=",
                "-v=5",
                "-v5",
                "--v=5",
                "--log-format=json",
                "--logtostderr",
                "--logtostderr=true",
                "--alsologtostderr",
                "--stderrthreshold=WARNING",
                "--vmodule=server=9",
                "--log_backtrace_at=file.go:1",
                "--log_dir=/tmp",
                "--log_file=/tmp/x",
                "--log_file_max_size=1800",
                "--one_output",
                "--skip_headers",
                "--skip_log_headers",
                "--add_dir_header"
            })
    void aFlagThatTheOldAgentTookIsTaken(String flag) {
        isTaken(flag);
    }

    @ParameterizedTest
    @CsvSource({
        "--nmi-listen-address, 127.0.0.1",
        "--nmi-port, 2579",
        "--metadata-ip, 169.254.169.254",
        "--metadata-port, 80",
        "--ipt-update-interval-sec, 60",
        "--forceNamespaced, false",
        "--http-probe-port, 8080",
        "--retry-attempts-for-created, 16",
        "--find-identity-retry-interval, 5",
        "--block-instance-metadata, false",
        "--metadata-header-required, true",
        "--prometheus-port, 9090",
        "--operation-mode, standard",
        "--allow-network-plugin-kubenet, false",
        "--set-retry-after-header, false",
        "--log-format, text",
        "--custom-user-agent, ''"
    })
    void aFlagHasTheOldAgentsDefault(String flag, String value) {
        assertThat(defaultOf(flag)).isEqualTo(value);
    }

    /** It was 4: too short for a pod that comes when a change of its host has just begun. */
    @Test
    void anIdentityThatIsBeingAttachedIsWaitedForLongerThanTheOldAgentDid() {
        assertThat(defaultOf("--retry-attempts-for-assigned")).isEqualTo("16");
    }

    private static String defaultOf(String flag) {
        var agent = CommandLines.podpass().getSubcommands().get("agent").getCommandSpec();
        return agent.findOption(flag).defaultValue();
    }

    @Test
    void flagsAndValuesMayBeWordsOfTheirOwn() {
        isTaken("--v", "5", "--operation-mode", "standard", "--MICNamespace", "default", "--logtostderr");
    }

    /** As Go's flags do: charts put a value of the user's behind their own. */
    @Test
    void ofAFlagThatIsGivenTwiceTheLastValueCounts() {
        isTaken("--log-format=xml", "--log-format=text", "--block-instance-metadata", "--block-instance-metadata=0");
    }

    /** Each would fail at the first request only, and at every one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "imds:80",
                "ftp://imds",
                "http:///metadata",
                "http://imds/metadata",
                "http://imds?x",
                "http://me@imds"
            })
    void anEndpointOfImdsIsSchemeHostAndPort(String endpoint) {
        assertThat(refusal("--redirect=none", "--kubeconfig=no/such/file", "--imds-endpoint=" + endpoint))
                .contains("http:// and a host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080", "https://imds.example/", "http://[fd00::1]:80"})
    void anEndpointOfImdsMayBeAnyHosts(String endpoint) {
        isTaken("--imds-endpoint=" + endpoint);
    }

    @Test
    void managedModeIsTakenInNamespacedModeOnly() {
        isTaken("--operation-mode=MANAGED", "--forceNamespaced");
    }

    @Test
    void managedModeWithoutNamespacedModeIsRefusedInTheOldWords() {
        assertThat(refusal("--operation-mode=managed"))
                .contains("managed mode not intialized in force namespaced mode");
    }

    @Test
    void anUnknownModeIsRefusedInTheOldWords() {
        assertThat(refusal("--operation-mode=other")).contains("operation mode other not supported");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--no-such-flag",
                "-node=n",
                "--forceNamespaced=perhaps",
                "--nmi-port=http",
                "--pass-through=/metadata"
            })
    void whatTheOldAgentDidNotTakeIsRefusedInOneLine(String flag) {
        assertThat(refusal(flag)).contains("podpass agent: ");
    }

    @Test
    void versionIsTheOldLine() {
        assertThat(run("agent", "--version")).isZero();
        assertThat(out.toString()).matches("MIC Version: \\S+ - NMI Version: \\S+ - Commit: \\S+ - Date: \\S+\\R");
    }

    @Test
    void theApiServerKnowsTheAgentByItsOldName() {
        assertThat(ClusterOptions.userAgent("NMI", "")).matches("aad-pod-identity/NMI/[^/]+/[^/]+/[^/ ]+");
        assertThat(ClusterOptions.userAgent("NMI", "fleet/7")).endsWith(" fleet/7");
    }

    @Test
    void theEnvironmentNamesTheKubeconfigUnlessAFlagDoes() {
        assertThat(ClusterOptions.kubeconfig(Optional.empty(), "/a")).contains(Path.of("/a"));
        assertThat(ClusterOptions.kubeconfig(Optional.of(Path.of("/b")), "/a")).contains(Path.of("/b"));
        assertThat(ClusterOptions.kubeconfig(Optional.empty(), "")).isEmpty();
        assertThat(ClusterOptions.kubeconfig(Optional.empty(), null)).isEmpty();
    }

    @Test
    void onlyTheExactWordTrueInTheEnvironmentForcesNamespaces() {
        assertThat(ClusterOptions.namespaced(false, "true")).isTrue();
        assertThat(ClusterOptions.namespaced(false, "True")).isFalse();
        assertThat(ClusterOptions.namespaced(false, null)).isFalse();
        assertThat(ClusterOptions.namespaced(true, "false")).isTrue();
    }

    @Test
    void verbosityIsALogLevel() {
        assertThat(VerbosityOptions.level(0)).isEqualTo(Level.INFO);
        assertThat(VerbosityOptions.level(4)).isEqualTo(Level.DEBUG);
        assertThat(VerbosityOptions.level(9)).isEqualTo(Level.TRACE);
    }

    @Test
    void credentialsMayBeSentToFurtherAddressesThatAreHttpsAlone() {
        isTaken("--allowed-authority=https://login.local:8443", "--allowed-authority=https://adfs.local/");
    }

    @Test
    void anAddressThatNoCredentialMayBeSentToIsRefused() {
        assertThat(refusal("--allowed-authority=http://login.local/"))
                .contains("--allowed-authority must be https:// and a host")
                .contains("http://login.local/");
    }

    @Test
    void noRequestIsHeldForLongerThanAnHour() {
        assertThat(refusal("--retry-attempts-for-created=2147483647", "--find-identity-retry-interval=2147483647"))
                .contains("a request would be held for longer than an hour");
    }

    @Test
    void secretsOfOtherNamespacesAreAllowedWithOrWithoutAValue() {
        isTaken("--allow-secrets-from-other-namespaces");
    }
}
