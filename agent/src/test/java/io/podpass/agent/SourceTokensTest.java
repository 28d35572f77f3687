package io.podpass.agent;

import static io.podpass.agent.Samples.VAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.podpass.azure.TokenException;
import io.podpass.core.CredentialMode;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SourceTokensTest {
    @Test
    void aCredentialModeWithoutASourceIsALocalFailureThatNamesTheIdentity() {
        var secret = Samples.principal("orders-id", CredentialMode.SECRET);
        var tokens = new SourceTokens(Map.of(), (_, _, _) -> {
            throw new AssertionError("not asked for");
        });

        var failure = catchThrowableOfType(
                TokenException.class,
                () -> tokens.issue(
                        new TokenKey(new Credential.Granted(secret), VAULT), StoryClock.START.plusSeconds(30)));

        assertThat(failure.status()).isEqualTo(503);
        assertThat(failure).hasMessageStartingWith("identity shop/orders-id has type 1, for which");
    }
}
