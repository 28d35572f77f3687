package io.podpass.agent;

import static io.podpass.agent.Samples.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EventBudgetTest {
    private final StoryClock clock = new StoryClock();
    private final EventBudget budget = new EventBudget(clock);

    private long grantedTo(int pods) {
        return IntStream.range(0, pods)
                .filter(i -> budget.grants(
                        Samples.pod("pod-" + clock.instant() + "-" + i, "10.244.0.1"), RefusalReason.NO_LABEL))
                .count();
    }

    @Test
    void theSameRefusalOfAPodIsAnEventOnceInAWhile() {
        assertThat(budget.grants(ORDERS, RefusalReason.NO_LABEL)).isTrue();
        assertThat(budget.grants(ORDERS, RefusalReason.NO_LABEL)).isFalse();
        assertThat(budget.grants(ORDERS, RefusalReason.NOT_GRANTED)).isTrue();

        clock.advance(EventBudget.AGAIN);
        assertThat(budget.grants(ORDERS, RefusalReason.NO_LABEL)).isTrue();
    }

    @Test
    void aNodeWritesABoundedNumberOfEventsAMinute() {
        assertThat(grantedTo(1000)).isEqualTo(EventBudget.PER_MINUTE);
        assertThat(budget.withheld()).isEqualTo(1000 - EventBudget.PER_MINUTE);

        clock.advance(Duration.ofMinutes(1));
        assertThat(grantedTo(1000)).isEqualTo(EventBudget.PER_MINUTE);
    }
}
