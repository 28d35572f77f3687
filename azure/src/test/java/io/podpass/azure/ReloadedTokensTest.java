package io.podpass.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each token is called after the identity that it is for. */
final class ReloadedTokensTest {
    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void aFileWithAnIdentity() throws IOException {
        file = write("azure.json", "first");
    }

    private Path write(String name, String identity) throws IOException {
        return Files.writeString(folder.resolve(name), content("AzurePublicCloud", identity));
    }

    private static String content(String cloud, String identity) {
        return "{\"cloud\":\"" + cloud + "\",\"tenantId\":\"t\",\"subscriptionId\":\"s\",\"resourceGroup\":\"rg\","
                + "\"useManagedIdentityExtension\":true,\"userAssignedIdentityID\":\"" + identity + "\"}";
    }

    private static ArmTokens login(CloudConfig config) {
        return () -> new Token(config.userAssignedIdentityId(), Instant.EPOCH, Instant.MAX, "arm", "Bearer");
    }

    private ReloadedTokens tokens(Path path) {
        return new ReloadedTokens(
                CloudConfig.read(path, Map.of()), () -> CloudConfig.read(path, Map.of()), ReloadedTokensTest::login);
    }

    @Test
    void aFileThatIsRenamedOverTheOldOneIsUsed() throws IOException {
        var tokens = tokens(file);

        Files.move(write("new.json", "second"), file, StandardCopyOption.REPLACE_EXISTING);

        assertThat(tokens.token().value()).isEqualTo("second");
    }

    /** As Kubernetes replaces mounted Secrets. */
    @Test
    void aLinkThatIsSwappedLeadsToTheNewFile() throws IOException {
        var link = Files.createSymbolicLink(folder.resolve("link"), file);
        var tokens = tokens(link);
        var next = Files.createSymbolicLink(folder.resolve("next"), write("new.json", "second"));

        Files.move(next, link, StandardCopyOption.REPLACE_EXISTING);

        assertThat(tokens.token().value()).isEqualTo("second");
    }

    @Test
    void aBadFileLeavesTheOldOneInForceUntilItIsMended() throws IOException {
        var tokens = tokens(file);

        Files.writeString(file, "{");
        assertThat(tokens.token().value()).isEqualTo("first");
        Files.delete(file);
        assertThat(tokens.token().value()).isEqualTo("first");
        write("azure.json", "second");
        assertThat(tokens.token().value()).isEqualTo("second");
    }

    @Test
    void anotherCloudIsNotMovedToWithoutARestart() throws IOException {
        var tokens = tokens(file);

        Files.writeString(file, content("AzureChinaCloud", "second"));

        assertThat(tokens.token().value()).isEqualTo("first");
    }
}
