package io.podpass.localkube;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ObjectStoreTest {
    private static final ObjectKey KEY = new ObjectKey("default", "one");

    private final ObjectStore store = new ObjectStore();

    @Test
    void tellsAWatcherThatItHasFallenTooFarBehind() throws InterruptedException {
        long start = store.version();
        for (int i = 0; i <= Shelf.HISTORY; i++) {
            store.put("pods", KEY, Json.object());
        }

        assertThat(store.await("pods", start, Duration.ZERO).tooOld()).isTrue();
        assertThat(store.await("pods", start + 1, Duration.ZERO).changes()).hasSize(Shelf.HISTORY);
        assertThat(store.at("pods", start)).isEmpty();
    }

    @Test
    void forgetsChangesWhenItIsToldTo() throws InterruptedException {
        long start = store.version();
        store.put("pods", KEY, Json.object());

        store.forgetChanges();
        store.put("pods", KEY, Json.object());

        assertThat(store.await("pods", start, Duration.ZERO).tooOld()).isTrue();
        assertThat(store.await("pods", start + 1, Duration.ZERO).changes()).hasSize(1);
    }

    @Test
    void remembersWhatAListLookedLike() {
        store.put("pods", KEY, Json.object().put("n", 1));
        long then = store.version();
        store.put("pods", KEY, Json.object().put("n", 2));
        store.put("pods", new ObjectKey("default", "two"), Json.object());
        store.remove("pods", KEY);

        assertThat(store.at("pods", then).orElseThrow())
                .singleElement()
                .satisfies(
                        entry -> assertThat(entry.getValue().path("n").asInt()).isEqualTo(1));
    }

    @Test
    void countsTheChangesOfAllTypesWithOneCounter() {
        long start = store.version();
        store.put("pods", KEY, Json.object());
        store.put("nodes", KEY, Json.object());

        assertThat(store.version()).isEqualTo(start + 2);
    }
}
