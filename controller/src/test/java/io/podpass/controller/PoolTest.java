package io.podpass.controller;

import static io.podpass.controller.World.scaleSet;

import io.podpass.core.Host;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests have that need a cluster of one scale set, {@code pool}, with the nodes {@code pool-0} and {@code pool-1}. */
abstract class PoolTest {
    static final Host POOL = scaleSet("pool");

    World world;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        world = new World(folder);
        world.azure.host(POOL);
        world.node("pool", 0);
        world.node("pool", 1);
    }

    @AfterEach
    void close() {
        world.close();
    }
}
