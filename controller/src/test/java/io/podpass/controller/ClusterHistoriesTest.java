package io.podpass.controller;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
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
        var given = Long.getLong("podpass.seed");
        var first = given == null ? new SplittableRandom().nextLong() : given;
        for (var number = 0; number < histories; number++) {
            var seed = first + number;
            assertThatCode(() -> {
                        try (var history = new ClusterHistory(world, seed)) {
                            history.live();
                            history.end();
                        }
                    })
                    .as("history %d; replay it with -Dpodpass.seed=%d", number + 1, seed)
                    .doesNotThrowAnyException();
        }
    }
}
