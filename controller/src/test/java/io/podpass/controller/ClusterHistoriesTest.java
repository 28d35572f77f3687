package io.podpass.controller;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories of a whole cluster, held against core's decisions about what is there in the end. Each has a seed, which
 * a failure names: {@code -Dpodpass.seed} makes that history the first.
 */
class ClusterHistoriesTest {
    private World world;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        world = new World(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void clusterAndHostsComeToBeWhatTheObjectsAskFor() {
        tell(15);
    }

    @Tag("slow")
    @Test
    void clusterAndHostsDoSoHundredsOfTimes() {
        tell(200);
    }

    private void tell(int histories) {
        Histories.tell(histories, seed -> {
            try (var history = new ClusterHistory(world, seed)) {
                history.live();
                history.end();
            }
        });
    }
}
