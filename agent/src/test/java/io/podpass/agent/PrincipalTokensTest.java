package io.podpass.agent;

import static io.podpass.agent.Samples.VAULT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.azure.Pause;
import io.podpass.azure.Token;
import io.podpass.core.CredentialMode;
import io.podpass.core.LoginRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PrincipalTokensTest {
    private final StoryClock clock = new StoryClock();
    private final FairGate gate = new FairGate(new CallLimits(20, 2, 1, 8), clock, clock);
    private final List<String> story = new ArrayList<>();
    private final PrincipalSecrets secrets =
            new PrincipalSecrets(_ -> Map.of("clientSecret", "s".getBytes(UTF_8)), clock, () -> {});

    private Fetched fetch(Pause between) {
        var tokens = new PrincipalTokens(
                new LoginRules(false, Set.of()),
                secrets,
                CredentialReader::secret,
                (login, _, audience, _) -> {
                    story.add(login.tenant());
                    return new Token(login.tenant(), clock.instant(), clock.instant(), audience, "Bearer");
                },
                Turn.outside(between));
        var identity = Samples.principal("orders-id", CredentialMode.SECRET, "tenant-two", "tenant-three");
        var deadline = clock.instant().plusSeconds(60);
        return gate.enter("uid-orders").call(deadline, () -> tokens.fetch(identity, VAULT, deadline));
    }

    @Test
    void eachTenantIsACallOfItsOwnSoThatOthersComeInBetween() {
        gate.enter("uid-one");

        fetch(_ -> {
            var other = gate.enter("uid-" + story.size());
            story.add(other.running() ? "another" : "nobody");
            other.skip();
        });

        assertThat(story).containsExactly("tenant-one", "another", "tenant-two", "another", "tenant-three");
    }

    @Test
    void eachTenantCountsAgainstTheCallsOfASecond() {
        fetch(clock);

        assertThat(clock.passed()).isEqualTo(CallLimits.ENTRA.spacing().multipliedBy(2));
    }

    @Test
    void tokensTellWhatTheyWereHadWith() {
        var fetched = fetch(clock);

        assertThat(fetched.tokens())
                .extracting(Token::value)
                .containsExactly("tenant-one", "tenant-two", "tenant-three");
        assertThat(fetched.login().map(secrets::unchanged)).contains(true);
    }
}
