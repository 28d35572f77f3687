package io.podpass.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class ProbesTest {
    private final AtomicBoolean active = new AtomicBoolean();
    private Health watch = Health.good("watch");
    private Health redirect = Health.good("redirect");
    private Health self = Health.good("server");
    private final Probes probes = new Probes(active::get, List.of(() -> watch, () -> redirect), List.of(() -> self));

    private String answer(String path) {
        var reply = probes.answer(path);
        return reply.status() + " " + reply.text();
    }

    @Test
    void healthzIs200AlwaysAndItsBodySaysWhetherTheRulesWereSet() {
        redirect = Health.broken("redirect", "not in place");
        assertThat(answer("/healthz")).isEqualTo("200 Not Active");

        active.set(true);
        assertThat(answer("/healthz")).isEqualTo("200 Active");
    }

    @Test
    void readyzNamesEachPartThatIsBroken() {
        assertThat(answer("/readyz")).isEqualTo("200 ok");

        watch = Health.broken("watch", "cannot read pods: forbidden");
        redirect = Health.broken("redirect", "iptables failed");
        assertThat(answer("/readyz")).isEqualTo("503 watch: cannot read pods: forbidden\nredirect: iptables failed");
    }

    @Test
    void livezIsNoMatterOfReadiness() {
        watch = Health.broken("watch", "the API server is away");
        assertThat(answer("/livez")).isEqualTo("200 ok");

        self = Health.broken("server", "stuck");
        assertThat(answer("/livez")).isEqualTo("503 server: stuck");
    }

    @Test
    void noProfilesAreServed() {
        assertThat(probes.answer("/debug/pprof/").status()).isEqualTo(404);
    }
}
