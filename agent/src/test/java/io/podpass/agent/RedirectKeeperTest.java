package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RedirectKeeperTest {
    private static final InetSocketAddress TARGET = new InetSocketAddress(InetAddress.ofLiteral("10.240.0.4"), 2579);
    private static final Duration NEVER = Duration.ofDays(1);

    private final StoryClock clock = new StoryClock();
    private final Rules rules = new Rules();
    private final Told told = new Told();
    private RedirectKeeper keeper;

    /** Rules that can be flushed, and can't always be written; each look is an event. */
    private static final class Rules implements Redirect {
        private final LinkedBlockingQueue<Boolean> looks = new LinkedBlockingQueue<>();
        private volatile boolean present;
        private volatile String problem = "";
        private volatile boolean defective;

        @Override
        public boolean install(InetSocketAddress target) {
            var missing = !present;
            try {
                if (!problem.isEmpty()) {
                    throw new AgentException(problem);
                }
                if (defective) {
                    throw new IllegalStateException("nobody has thought of this");
                }
                present = true;
                return missing;
            } finally {
                looks.add(missing);
            }
        }

        @Override
        public boolean uninstall() {
            throw new IllegalStateException("a keeper takes no rules away");
        }

        boolean nextLook() throws InterruptedException {
            var look = looks.poll(30, TimeUnit.SECONDS);
            if (look == null) {
                throw new IllegalStateException("nobody looked at the rules");
            }
            return look;
        }
    }

    /** A kernel that tells of changes when the test says so. */
    private static final class Told implements RulesetEvents {
        private volatile Runnable changed = () -> {};

        @Override
        public void start(Runnable action) {
            changed = action;
        }

        @Override
        public boolean live() {
            return true;
        }

        @Override
        public void close() {
            changed = () -> {};
        }
    }

    @AfterEach
    void close() {
        if (keeper != null) {
            keeper.close();
        }
    }

    private void start(RulesetEvents events, Duration interval) throws InterruptedException {
        keeper = RedirectKeeper.start(rules, () -> TARGET, events, interval, clock);
        assertThat(rules.nextLook()).as("missing at start").isTrue();
    }

    /** One look and what came of it: the state of a look is there once the next one begins. */
    private void looked() throws InterruptedException {
        for (var look = 0; look < 2; look++) {
            told.changed.run();
            rules.nextLook();
        }
    }

    private void flush() {
        rules.present = false;
    }

    @Test
    void putsTheRulesBackAtOnceWhenItIsToldOfAChange() throws Exception {
        start(told, NEVER);
        assertThat(keeper.state()).isEqualTo(RedirectState.installed(clock.instant()));

        flush();
        told.changed.run();
        assertThat(rules.nextLook()).isTrue();
        told.changed.run();
        assertThat(rules.nextLook()).isFalse();

        assertThat(keeper.state().repairs()).isEqualTo(1);
        assertThat(keeper.state().inPlace()).isTrue();
    }

    @Test
    void looksByItselfAtTheInterval() throws Exception {
        start(told, Duration.ofMillis(20));
        flush();

        var found = rules.nextLook();
        if (!found) {
            // This look was under way when the rules went.
            found = rules.nextLook();
        }

        assertThat(found).isTrue();
    }

    @Test
    void looksOftenWhereNobodyTells() throws Exception {
        start(RulesetEvents.NONE, NEVER);
        flush();

        assertThat(rules.nextLook()).isTrue();
    }

    @Test
    void saysSinceWhenAndWhyItFails() throws Exception {
        start(told, NEVER);
        var since = clock.instant().plusSeconds(5);
        clock.advance(Duration.ofSeconds(5));
        rules.problem = "iptables: Permission denied";
        looked();
        clock.advance(Duration.ofSeconds(7));
        looked();

        assertThat(keeper.state().inPlace()).isFalse();
        assertThat(keeper.state().failingSince()).contains(since);
        assertThat(keeper.state().problem()).contains("iptables: Permission denied");

        rules.problem = "";
        looked();
        assertThat(keeper.state().inPlace()).isTrue();
        assertThat(keeper.state().problem()).isEmpty();
    }

    @Test
    void noFailureEndsTheLooking() throws Exception {
        start(told, NEVER);
        rules.defective = true;
        looked();
        assertThat(keeper.state().problem()).contains("nobody has thought of this");

        rules.defective = false;
        flush();
        told.changed.run();
        assertThat(rules.nextLook()).isTrue();
    }

    @Test
    void rulesThatCanNotBeWrittenAtStartEndTheStart() {
        rules.problem = "iptables: Permission denied";

        assertThatExceptionOfType(AgentException.class)
                .isThrownBy(() -> RedirectKeeper.start(rules, () -> TARGET, told, NEVER, clock));
    }
}
