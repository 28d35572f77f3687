package io.podpass.agent;

import static io.podpass.agent.Issued.Origin.CACHE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.azure.Token;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RepliesTest {
    private static final String ONE =
            """
            {"access_token":"token-of-one","refresh_token":"","expires_in":"3600","expires_on":"%d","not_before":"%d",\
            "resource":"https://vault.azure.net","token_type":"Bearer"}""".formatted(StoryClock.START.plusSeconds(3600).getEpochSecond(), StoryClock.START.getEpochSecond());

    @Test
    void oneTokenIsAnObject() {
        assertThat(body("one")).isEqualTo(ONE);
    }

    @Test
    void tokensOfSeveralTenantsAreAListInTheirOrder() {
        assertThat(body("one", "two")).isEqualTo("[" + ONE + "," + ONE.replace("token-of-one", "token-of-two") + "]");
    }

    @Test
    void whatIsLeftOfATokenIsToldAnewEachTime() {
        var issued = new Issued(Fetched.of(Samples.token(Samples.identity("one", "client"), Samples.VAULT)), CACHE);

        assertThat(new String(issued.body().at(StoryClock.START.plusSeconds(10)), UTF_8))
                .isEqualTo(ONE.replace("3600", "3590"));
        assertThat(new String(issued.body().at(StoryClock.START.plusSeconds(7200)), UTF_8))
                .isEqualTo(ONE.replace("3600", "0"));
    }

    @Test
    void aTokenCannotPassItselfOffAsAnotherMember() {
        var token = new Token(
                "x\",\"expires_in\":\"\n",
                StoryClock.START,
                StoryClock.START.plusSeconds(60),
                "\"expires_in\":\"",
                "Bearer");

        var body = new String(TokenBody.of(List.of(token)).at(StoryClock.START), UTF_8);

        assertThat(body)
                .startsWith(
                        "{\"access_token\":\"x\\\",\\\"expires_in\\\":\\\"\\n\",\"refresh_token\":\"\",\"expires_in\":\"60\",")
                .contains("\"resource\":\"\\\"expires_in\\\":\\\"\"");
    }

    private static String body(String... identities) {
        var tokens = Arrays.stream(identities)
                .map(name -> Samples.token(Samples.identity(name, "client"), Samples.VAULT))
                .toList();
        return new String(
                Replies.tokens(new Issued(new Fetched(tokens, Optional.empty()), CACHE), StoryClock.START)
                        .body(),
                UTF_8);
    }
}
