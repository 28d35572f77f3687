package io.podpass.agent;

import static io.podpass.agent.Samples.ADDRESS;
import static io.podpass.agent.Samples.IDENTITY;
import static io.podpass.agent.Samples.ORDERS;
import static io.podpass.agent.Samples.VAULT;
import static io.podpass.agent.Samples.assigned;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.core.Decision;
import io.podpass.core.RequestedIdentity;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class AuditLogTest {
    @RegisterExtension
    private final LoggedLines lines = new LoggedLines(AuditLog.NAME);

    private final AuditLog audit = new AuditLog();

    private Map<String, String> line(Outcome outcome) {
        audit.decided(outcome);
        assertThat(lines.all()).hasSize(1);
        return LoggedLines.fields(lines.all().getFirst());
    }

    private static TokenQuery query(String resource) {
        return TokenQuery.parse("resource=" + resource).orElseThrow();
    }

    @Test
    void anIssuedTokenIsOneLineWithWhoGotWhatFromWhere() {
        var fields = line(new Outcome(
                Operation.TOKEN,
                ADDRESS,
                Optional.of(ORDERS),
                query(VAULT),
                new Outcome.Verdict.Issued(new Decision.Allowed(assigned(ORDERS, IDENTITY)), Issued.Origin.CACHE),
                200,
                Duration.ofMillis(3)));

        assertThat(fields)
                .containsEntry("caller", ADDRESS)
                .containsEntry("pod", "shop/orders")
                .containsEntry("podUid", "uid-orders")
                .containsEntry("serviceAccount", "orders-account")
                .containsEntry("identity", "shop/orders-id")
                .containsEntry("audience", VAULT)
                .containsEntry("source", "cache")
                .containsEntry("outcome", "issued")
                .containsEntry("status", "200")
                .containsEntry("ms", "3");
        assertThat(fields.toString()).doesNotContain(IDENTITY.clientId());
    }

    @Test
    void aRefusalIsOneLineWithTheReason() {
        var fields = line(new Outcome(
                Operation.TOKEN,
                ADDRESS,
                Optional.empty(),
                query(VAULT),
                new Outcome.Verdict.Refused(Refusal.denied(RefusalReason.UNKNOWN_CALLER, "no pod")),
                403,
                Duration.ofSeconds(1)));

        assertThat(fields)
                .containsEntry("pod", "unknown")
                .containsEntry("reason", "unknown-caller")
                .containsEntry("outcome", "refused")
                .containsEntry("status", "403");
    }

    @Test
    void aCallerCannotWriteLinesOfItsOwn() {
        var fields = line(new Outcome(
                Operation.TOKEN,
                ADDRESS,
                Optional.of(ORDERS),
                new TokenQuery(
                        "x\nINFO forged\"",
                        new RequestedIdentity(Optional.empty(), Optional.empty(), Optional.empty()),
                        false),
                new Outcome.Verdict.Refused(Refusal.notReady()),
                503,
                Duration.ZERO));

        assertThat(fields.get("audience")).isEqualTo("x?INFO forged?");
    }
}
