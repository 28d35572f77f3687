package io.podpass.agent;

import static io.podpass.agent.Samples.ADDRESS;
import static io.podpass.agent.Samples.ORDERS;
import static io.podpass.agent.Samples.VAULT;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.podpass.core.Decision;
import io.podpass.core.RequestedIdentity;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RefusalEventsTest {
    private final ShopCluster cluster = new ShopCluster().withPod(ADDRESS);

    @AfterEach
    void close() {
        cluster.close();
    }

    private List<Event> eventsAfter(Refusal... refusals) {
        try (var events = new RefusalEvents(cluster.client, Clock.systemUTC())) {
            for (var refusal : refusals) {
                events.decided(new Outcome(
                        Operation.TOKEN,
                        ADDRESS,
                        Optional.of(ORDERS),
                        new TokenQuery(VAULT, RequestedIdentity.NONE, false),
                        new Outcome.Verdict.Refused(refusal),
                        refusal.status(),
                        Duration.ZERO));
            }
        }
        // Closing writes what was reported before.
        return cluster.client.v1().events().inNamespace("shop").list().getItems();
    }

    @Test
    void aRefusalIsAnEventOfThePodThatSaysWhatToDo() {
        assertThat(eventsAfter(Refusal.denied(Decision.Reason.NO_LABEL)))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getInvolvedObject().getKind()).isEqualTo("Pod");
                    assertThat(event.getInvolvedObject().getUid()).isEqualTo(ORDERS.uid());
                    assertThat(event.getReason()).isEqualTo("TokenRefused");
                    assertThat(event.getType()).isEqualTo("Warning");
                    assertThat(event.getMessage()).startsWith("no-label: ").contains("set it on the pod template");
                });
    }

    @Test
    void aPodThatGoesOnAskingWritesNoMore() {
        var refusal = Refusal.denied(Decision.Reason.NO_LABEL);

        assertThat(eventsAfter(refusal, refusal, refusal))
                .singleElement()
                .satisfies(event -> assertThat(event.getCount()).isEqualTo(1));
    }

    @Test
    void whatPassesByItselfIsNoEvent() {
        assertThat(eventsAfter(Refusal.notReady())).isEmpty();
    }
}
