package io.podpass.controller;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random histories of hosts, in a time of their own. Each has a seed, which a failure names: {@code -Dpodpass.seed} makes
 * that history the first.
 */
class HostHistoriesTest {
    private final KubernetesClient nobody = Unreachable.client();

    @AfterEach
    void close() {
        nobody.close();
    }

    @Test
    void everyHostComesToHaveWhatIsWantedAndWhatWasThereBefore() {
        tell(300);
    }

    @Tag("slow")
    @Test
    void everyHostDoesSoThousandsOfTimes() {
        tell(5_000);
    }

    private void tell(int histories) {
        Histories.tell(histories, seed -> {
            try (var history = new HostHistory(seed, nobody)) {
                history.live();
                history.judge();
            }
        });
    }
}
