package io.podpass.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodNetworksTest {
    private static final NamespaceSupport CAPABLE = machine("Linux", true, Set.of("ip", "nft"), Optional.empty());

    @Test
    void namespacesAreChosenWhereTheyCanBeHad() {
        assertThat(PodNetworks.choose(Optional.empty(), CAPABLE))
                .isEqualTo(new PodNetworks.Choice(PodNetworkKind.NAMESPACES, Optional.empty()));
        assertThat(PodNetworks.choose(Optional.of("namespaces"), CAPABLE).kind())
                .isEqualTo(PodNetworkKind.NAMESPACES);
    }

    @Test
    void loopbackIsChosenWhereAskedForWithoutALookAtTheMachine() {
        var untouched = new NamespaceSupport(
                "Linux",
                () -> {
                    throw new AssertionError("looked");
                },
                _ -> true,
                Optional::empty);

        assertThat(PodNetworks.choose(Optional.of("loopback"), untouched))
                .isEqualTo(new PodNetworks.Choice(PodNetworkKind.LOOPBACK, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mac OS X | true  | ip nft           | they exist on Linux only, and this is Mac OS X",
                "Linux    | false | ip nft           | they need root: run with sudo",
                "Linux    | true  | nft              | there is no ip on the PATH: apt-get install iproute2",
                "Linux    | true  | ip iptables-save | there is neither iptables-restore nor nft on the PATH: apt-get install iptables",
            })
    void whatIsMissingIsSaidAndLoopbackTaken(String system, boolean root, String tools, String missing) {
        var machine = machine(system, root, Set.of(tools.split(" ")), Optional.empty());

        assertThat(PodNetworks.choose(Optional.empty(), machine))
                .isEqualTo(new PodNetworks.Choice(PodNetworkKind.LOOPBACK, Optional.of(missing)));
        assertThatThrownBy(() -> PodNetworks.choose(Optional.of("namespaces"), machine))
                .isInstanceOf(UsageException.class)
                .hasMessage("network namespaces cannot be used: " + missing);
    }

    @Test
    void machineThatRefusesToMakeOneHasTheLastWord() {
        var machine = machine("Linux", true, Set.of("ip", "iptables-restore"), Optional.of("not permitted"));

        assertThat(PodNetworks.choose(Optional.empty(), machine).shortcoming()).contains("not permitted");
    }

    @Test
    void unknownKindIsAUsersError() {
        assertThatThrownBy(() -> PodNetworks.choose(Optional.of("overlay"), CAPABLE))
                .isInstanceOf(UsageException.class)
                .hasMessage("no kind of network is called overlay: there are namespaces and loopback");
    }

    @Test
    void toolIsOnThePathIfAnyFolderHasItAsAProgram(@TempDir Path folder) throws Exception {
        Files.createFile(folder.resolve("notes"));
        assertThat(folder.resolve("tool").toFile().createNewFile()).isTrue();
        assertThat(folder.resolve("tool").toFile().setExecutable(true)).isTrue();

        assertThat(NamespaceSupport.isOnPath("tool", "/no/such::" + folder)).isTrue();
        assertThat(NamespaceSupport.isOnPath("notes", folder.toString())).isFalse();
        assertThat(NamespaceSupport.isOnPath("tool", "")).isFalse();
    }

    private static NamespaceSupport machine(String system, boolean root, Set<String> tools, Optional<String> refusal) {
        return new NamespaceSupport(system, () -> root, tools::contains, () -> refusal);
    }
}
