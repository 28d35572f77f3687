package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KubenetTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("kubelet");
    }

    private SpoofingSettings settings(boolean allowKubenet) {
        return new SpoofingSettings(RouteCheck.AUTO, allowKubenet, Optional.of(file));
    }

    private void write(String flags) throws IOException {
        Files.writeString(file, "KUBELET_FLAGS=--node-ip=10.240.0.4 " + flags + " --v=2\n");
    }

    @Test
    void refusesAKubenetNodeWithTheOldWords() throws IOException {
        write("--network-plugin=kubenet");

        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> Kubenet.refuse(settings(false)))
                .withMessageStartingWith("AAD Pod Identity is not supported for Kubenet.")
                .withMessageContaining("--allow-network-plugin-kubenet")
                .withMessageNotContaining("\n");
    }

    @Test
    void startsThereWhenThatIsAllowed() throws IOException {
        write("--network-plugin=kubenet");

        assertThatCode(() -> Kubenet.refuse(settings(true))).doesNotThrowAnyException();
    }

    @Test
    void startsOnNodesWithAnotherPlugin() throws IOException {
        write("--network-plugin=cni");

        assertThatCode(() -> Kubenet.refuse(settings(false))).doesNotThrowAnyException();
    }

    @Test
    void aFileThatWasNamedMustBeReadable() {
        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> Kubenet.refuse(settings(false)))
                .withMessageContaining("cannot read " + file)
                .withMessageContaining("--kubelet-config");
    }

    @Test
    void aFileThatWasNamedIsNotReadWhereKubenetIsAllowed() {
        assertThatCode(() -> Kubenet.refuse(settings(true))).doesNotThrowAnyException();
    }
}
