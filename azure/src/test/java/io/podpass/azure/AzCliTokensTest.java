package io.podpass.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AzCliTokensTest {
    @TempDir
    private Path folder;

    @Test
    void azIsAskedForATokenForTheAudience() throws IOException {
        var asked = folder.resolve("asked");
        var token = az("echo \"$@\" > " + asked
                        + "; echo '{\"accessToken\": \"t\", \"expires_on\": 1800000000, \"tokenType\": \"Bearer\"}'")
                .token();

        assertThat(token.value()).isEqualTo("t");
        assertThat(token.expiresOn()).isEqualTo(Instant.ofEpochSecond(1_800_000_000));
        assertThat(asked).hasContent("account get-access-token --output json --resource https://arm/");
    }

    @Test
    void whoIsNotLoggedInIsToldSo() throws IOException {
        var az = az("echo 'Please run az login' >&2; exit 1");
        assertThatThrownBy(az::token)
                .isInstanceOf(TokenException.class)
                .hasMessage("az has no token for https://arm/: log in with az login");
    }

    @Test
    void anAnswerThatCannotBeReadIsNotQuoted() throws IOException {
        var az = az("echo 'secret-token-text'");
        assertThatThrownBy(az::token).isInstanceOf(TokenException.class).hasMessageNotContaining("secret");
    }

    @Test
    void withoutTheProgramItIsSaid() {
        var az = new AzCliTokens(List.of(folder.resolve("none").toString()), "https://arm/", new StoryClock());
        assertThatThrownBy(az::token).isInstanceOf(TokenException.class).hasMessageStartingWith("cannot start az");
    }

    private AzCliTokens az(String script) throws IOException {
        var file = Files.writeString(folder.resolve("az.sh"), script + "\n");
        return new AzCliTokens(List.of("sh", file.toString()), "https://arm/", new StoryClock());
    }
}
