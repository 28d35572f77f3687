package io.podpass.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.controller.CrashStory.Cut;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The controller ends at each of its calls in turn, and another begins with what is there. The calls are counted as they
 * come: whatever the controller will write one day is a point at which it ends.
 */
class CrashPointsTest {
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
    void endsInTheSameStateWhereverItIsCut() throws Exception {
        cutEverywhere(point -> new Cut(point, point % 2 == 0, point % 4 < 2));
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void endsInTheSameStateWhereverAndHoweverItIsCut(boolean afterEffect, boolean missesAStep) throws Exception {
        cutEverywhere(point -> new Cut(point, afterEffect, missesAStep));
    }

    private void cutEverywhere(IntFunction<Cut> cuts) throws Exception {
        for (var point = 1; ; point++) {
            try (var story = new CrashStory(world, cuts.apply(point))) {
                story.tell();
                if (!story.wasCut()) {
                    // Less would mean that the calls are not seen.
                    assertThat(point).isGreaterThan(50);
                    return;
                }
            }
        }
    }
}
