package io.podpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HeapKeeperTest {
    private long size;
    private long inUse;
    private int collections;
    private final HeapKeeper keeper = new HeapKeeper(() -> size, () -> inUse, this::collect, 40);

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
        inUse = 50;

        keeper.look();
        size = 150;
        keeper.look();

        assertThat(collections).isEqualTo(1);
    }

    @Test
    void aHeapThatTakesMoreThanThriceOfWhatIsInUseIsCollected() {
        size = 80;
        inUse = 50;
        keeper.look();
        size = 151;

        keeper.look();

        assertThat(collections).isEqualTo(2);
    }
}
