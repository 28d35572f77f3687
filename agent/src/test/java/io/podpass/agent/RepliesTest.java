package io.podpass.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
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

    private static String body(String... identities) {
        var tokens = Arrays.stream(identities)
                .map(name -> Samples.token(Samples.identity(name, "client"), Samples.VAULT))
                .toList();
        return new String(Replies.tokens(tokens, StoryClock.START).body(), UTF_8);
    }
}
