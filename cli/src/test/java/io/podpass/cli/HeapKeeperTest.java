package io.podpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HeapKeeperTest {
    private long size;
    private long inUse;
    private int collections;
    private final HeapKeeper keeper = new HeapKeeper(() -> size, this::collect, 40);

    private void collect() {
        collections++;
        size = inUse;
    }

    @Test
    void aHeapThatHasGrownIsCollected() {
        size = 41;
        inUse = 20;

        keeper.look();

        assertThat(collections).isEqualTo(1);
        assertThat(size).isEqualTo(20);
    }

    @Test
    void aSmallHeapIsLeftAlone() {
        size = 40;

        keeper.look();

        assertThat(collections).isZero();
    }

    @Test
    void whatIsInUseIsNotCollectedAgainAndAgain() {
        size = 80;
        inUse = 80;

        keeper.look();
        keeper.look();
        size = 120;
        keeper.look();

        assertThat(collections).isEqualTo(1);
    }

    @Test
    void aHeapThatHalfAsMuchCameOnTopOfIsCollectedAgain() {
        size = 80;
        inUse = 80;
        keeper.look();
        size = 121;

        keeper.look();

        assertThat(collections).isEqualTo(2);
    }
}
