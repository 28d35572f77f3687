package io.podpass.controller;

import static io.podpass.controller.ScriptedAzure.failure;
import static io.podpass.controller.World.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.azure.ArmException;
import io.podpass.core.AttachPlan;
import io.podpass.core.Host;
import io.podpass.core.ResourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Azure does wrong with one host, and what becomes of it. */
class HostFaultsTest {
    private static final Host POOL = World.scaleSet("pool");
    private static final Host OTHER = World.scaleSet("other");

    private final StoryClock clock = new StoryClock();
    private final ScriptedAzure azure = new ScriptedAzure();
    private final KubernetesClient nobody = Unreachable.client();
    private final HostDriver driver = new HostDriver(nobody, azure, new FakeRecords(), clock, () -> true);

    @BeforeEach
    void open() {
        azure.hosts.host(POOL, id("kubelet"));
        azure.hosts.host(OTHER);
    }

    @AfterEach
    void close() {
        driver.close();
        nobody.close();
    }

    @ParameterizedTest
    @CsvSource({
        "401, ExpiredAuthenticationToken",
        "403, AuthorizationFailed",
        "404, ResourceNotFound",
        "409, AnotherOperationInProgress",
        "429, TooManyRequests",
        "500, InternalServerError",
        "503, ServerBusy",
        "0, NoAnswer",
        "0, OperationTimedOut"
    })
    void aChangeThatFailsIsTriedAgainAndNoOtherHostWaits(int status, String code) throws Exception {
        azure.nextPatch(_ -> {
            throw failure(status, code);
        });

        var due = driver.turn(POOL, Set.of(id("orders")));
        assertThat(azure.hosts.attached(POOL)).containsExactly(id("kubelet"));
        driver.turn(OTHER, Set.of(id("orders")));
        assertThat(azure.hosts.attached(OTHER)).containsExactly(id("orders"));

        assertThat(due).isEqualTo(clock.instant().plus(ControllerSettings.HOST_BACKOFF.first()));
        clock.moveTo(due);
        driver.turn(POOL, Set.of(id("orders")));
        assertThat(azure.hosts.attached(POOL)).containsExactlyInAnyOrder(id("kubelet"), id("orders"));
    }

    @ParameterizedTest
    @CsvSource({"401, a", "403, b", "404, c", "429, d", "500, e", "0, f"})
    void aLookThatFailsIsTriedAgainAndNoOtherHostWaits(int status, String code) throws Exception {
        azure.nextLookFails(failure(status, code));

        var due = driver.turn(POOL, Set.of(id("orders")));
        driver.turn(OTHER, Set.of(id("orders")));
        assertThat(azure.hosts.attached(OTHER)).containsExactly(id("orders"));

        clock.moveTo(due);
        driver.turn(POOL, Set.of(id("orders")));
        assertThat(azure.hosts.attached(POOL)).containsExactlyInAnyOrder(id("kubelet"), id("orders"));
    }

    @Test
    void retryAfterIsObeyedWhateverIsAskedForMeanwhile() throws Exception {
        azure.nextPatch(_ -> {
            throw failure(429, "TooManyRequests", Duration.ofMinutes(20));
        });

        var due = driver.turn(POOL, Set.of(id("orders")));
        assertThat(due).isEqualTo(clock.instant().plus(Duration.ofMinutes(20)));
        clock.advance(Duration.ofMinutes(19));
        driver.turn(POOL, Set.of(id("orders"), id("billing")));

        assertThat(azure.hosts.gets()).isEqualTo(1);
        clock.moveTo(due);
        driver.turn(POOL, Set.of(id("orders"), id("billing")));
        assertThat(azure.hosts.attached(POOL)).containsExactlyInAnyOrder(id("kubelet"), id("orders"), id("billing"));
    }

    @Test
    void whatTookEffectAlthoughTheAnswerWasLostIsNotAskedForAgain() throws Exception {
        azure.nextPatch(carryingItOut -> {
            carryingItOut.run();
            throw failure(ArmException.NO_ANSWER, "NoAnswer");
        });

        clock.moveTo(driver.turn(POOL, Set.of(id("orders"))));
        driver.turn(POOL, Set.of(id("orders")));

        assertThat(azure.hosts.applied()).hasSize(1);
    }

    @Test
    void whatTookEffectAlthoughTheAnswerWasLostComesOffAgain() throws Exception {
        azure.nextPatch(carryingItOut -> {
            carryingItOut.run();
            throw failure(ArmException.NO_ANSWER, "NoAnswer");
        });

        clock.moveTo(driver.turn(POOL, Set.of(id("orders"))));
        driver.turn(POOL, Set.of());

        assertThat(azure.hosts.attached(POOL)).containsExactly(id("kubelet"));
    }

    @Test
    void whatAFailedOperationAttachedAllTheSameComesOffAgain() throws Exception {
        azure.nextPatch(carryingItOut -> {
            carryingItOut.run();
            throw failure(200, "VMExtensionProvisioningError");
        });

        clock.moveTo(driver.turn(POOL, Set.of(id("orders"))));
        driver.turn(POOL, Set.of());

        assertThat(azure.hosts.attached(POOL)).containsExactly(id("kubelet"));
    }

    @Test
    void whatAzureOnlySaysItHasTakenOffIsTakenOffLater() throws Exception {
        driver.turn(POOL, Set.of(id("orders")));
        azure.nextPatch(_ -> {});

        clock.moveTo(driver.turn(POOL, Set.of()));
        assertThat(azure.hosts.attached(POOL)).containsExactlyInAnyOrder(id("kubelet"), id("orders"));
        driver.turn(POOL, Set.of());

        assertThat(azure.hosts.attached(POOL)).containsExactly(id("kubelet"));
    }

    @Test
    void whatAzureOnlySaysItHasAttachedIsAttachedAtTheNextLook() throws Exception {
        azure.nextPatch(_ -> {});

        clock.moveTo(driver.turn(POOL, Set.of(id("orders"))));
        assertThat(clock.instant()).isEqualTo(StoryClock.START.plus(ControllerSettings.RECONCILE));
        driver.turn(POOL, Set.of(id("orders")));

        assertThat(azure.hosts.attached(POOL)).containsExactlyInAnyOrder(id("kubelet"), id("orders"));
    }

    @Test
    void whatSomebodyTookOffIsAttachedAtTheNextLook() throws Exception {
        driver.turn(POOL, Set.of(id("orders")));
        var due = driver.turn(POOL, Set.of(id("orders")));
        azure.hosts.detach(POOL, id("orders"));

        clock.moveTo(due);
        driver.turn(POOL, Set.of(id("orders")));

        assertThat(azure.hosts.attached(POOL)).containsExactlyInAnyOrder(id("kubelet"), id("orders"));
    }

    @Test
    void aHostThatComesBackUnderItsNameOwesUsNothing() throws Exception {
        driver.turn(POOL, Set.of(id("orders")));
        azure.hosts.removeHost(POOL);
        azure.nextPatch(_ -> {
            throw failure(404, "ResourceNotFound");
        });
        clock.moveTo(driver.turn(POOL, Set.of(id("orders"), id("billing"))));

        azure.hosts.host(POOL, id("orders"));
        driver.turn(POOL, Set.of());

        assertThat(azure.hosts.attached(POOL)).containsExactly(id("orders"));
    }

    @Test
    void hostsThatWaitForTheSubscriptionKeepTheirOwnBudget() throws Exception {
        var hosts = IntStream.range(0, SubscriptionBudget.WRITES)
                .mapToObj(n -> World.scaleSet("many-" + n))
                .toList();
        for (var host : hosts) {
            azure.hosts.host(host);
            driver.turn(host, Set.of(id("orders")));
        }

        Instant due = clock.instant();
        for (var attempt = 0; attempt < 2 * PatchBudget.BURST; attempt++) {
            due = driver.turn(POOL, Set.of(id("orders")));
        }
        assertThat(azure.hosts.attached(POOL)).containsExactly(id("kubelet"));
        assertThat(due).isEqualTo(clock.instant().plus(SubscriptionBudget.WRITE_REFILL));
        clock.moveTo(due);
        driver.turn(POOL, Set.of(id("orders")));

        assertThat(azure.hosts.attached(POOL)).containsExactlyInAnyOrder(id("kubelet"), id("orders"));
    }

    @Test
    void looksAreNoMoreThanTheSubscriptionAllows() throws Exception {
        azure.hosts.host(POOL, id("orders"));
        for (var n = 0; n < SubscriptionBudget.READS; n++) {
            var host = World.scaleSet("many-" + n);
            azure.hosts.host(host, id("orders"));
            driver.turn(host, Set.of(id("orders")));
        }

        var due = driver.turn(POOL, Set.of(id("orders")));

        assertThat(azure.hosts.gets()).isEqualTo(SubscriptionBudget.READS);
        assertThat(due).isEqualTo(clock.instant().plus(SubscriptionBudget.READ_REFILL));
    }

    @Test
    void aHostThatRefusesTwoSingleIdentitiesInARowIsPutOffAsAWhole() throws Exception {
        ResourceId[] refused = {id("a"), id("b"), id("c"), id("d"), id("e"), id("f"), id("g"), id("h")};
        for (var id : refused) {
            azure.hosts.poison(id);
        }

        var due = turnsFor(Duration.ofSeconds(7), POOL, Set.of(refused));

        // All, two halves, four quarters, one, one: the other six are not tried one by one.
        assertThat(azure.hosts.refusals()).isEqualTo(9);
        assertThat(due).isAfter(StoryClock.START.plusSeconds(7));
    }

    @Test
    void oneBetweenThatIsTakenClearsTheHost() throws Exception {
        azure.hosts.poison(id("a"));
        azure.hosts.poison(id("c"));

        turnsFor(Duration.ofSeconds(10), POOL, Set.of(id("a"), id("b"), id("c"), id("d")));

        assertThat(azure.hosts.attached(POOL)).containsExactlyInAnyOrder(id("kubelet"), id("b"), id("d"));
    }

    @Test
    void oneOfManyThatIsGoneIsFoundByAskingForItWhenAzureDoesNotNameIt() throws Exception {
        azure.hosts.deleteUnnamed(id("id-77"));
        var takes = Duration.ofSeconds(40);
        var applied = new ArrayList<Instant>();
        for (var n = 0; n < 10; n++) {
            azure.nextPatch(carryingItOut -> {
                clock.advance(takes);
                carryingItOut.run();
                applied.add(clock.instant());
            });
        }

        turnsFor(Duration.ofMinutes(5), POOL, many(AttachPlan.MAX_PER_REQUEST));

        assertThat(azure.hosts.attached(POOL))
                .hasSize(AttachPlan.MAX_PER_REQUEST)
                .doesNotContain(id("id-77"));
        // One attach takes as long as it takes; the delay is what comes on top.
        assertThat(applied.getLast()).isBefore(StoryClock.START.plus(takes).plus(takes.multipliedBy(3)));
    }

    @Test
    void oneOnTheHostThatIsGoneIsFoundAndTakenOff() throws Exception {
        driver.turn(POOL, Set.of(id("orders"), id("billing")));
        azure.hosts.deleteUnnamed(id("orders"));

        driver.turn(POOL, Set.of(id("orders"), id("billing"), id("reports")));

        assertThat(azure.hosts.attached(POOL)).containsExactlyInAnyOrder(id("kubelet"), id("billing"), id("reports"));
    }

    @Test
    void identitiesThatExistAreNotAskedForAtEachHalf() throws Exception {
        azure.hosts.poison(id("id-5"));

        turnsFor(Duration.ofSeconds(10), POOL, many(8));

        assertThat(azure.hosts.finds()).isEqualTo(8);
        assertThat(azure.hosts.attached(POOL)).hasSize(8).doesNotContain(id("id-5"));
    }

    private static Set<ResourceId> many(int count) {
        return IntStream.range(0, count).mapToObj(n -> id("id-" + n)).collect(Collectors.toSet());
    }

    @Test
    void aHostThatTakesNoEmptyMapGetsTheTypeAlone() throws Exception {
        driver.turn(OTHER, Set.of(id("orders")));
        azure.nextPatch(_ -> {
            throw failure(400, "BadRequest");
        });

        driver.turn(OTHER, Set.of());

        assertThat(azure.hosts.attached(OTHER)).isEmpty();
        assertThat(azure.hosts.applied().getLast().type()).isEqualTo("None");
    }

    @Test
    void aHostThatIgnoresAnEmptyMapGetsTheTypeAlone() throws Exception {
        driver.turn(OTHER, Set.of(id("orders")));
        azure.nextPatch(_ -> {});

        clock.moveTo(driver.turn(OTHER, Set.of()));
        driver.turn(OTHER, Set.of());

        assertThat(azure.hosts.attached(OTHER)).isEmpty();
        assertThat(azure.hosts.applied().getLast().type()).isEqualTo("None");
    }

    @Test
    void theTypeAloneIsNotSentWhereItWouldTakeOffWhatIsNotOurs() throws Exception {
        driver.turn(OTHER, Set.of(id("orders")));
        azure.nextPatch(_ -> {
            azure.hosts.attach(OTHER, id("others"));
            throw failure(400, "BadRequest");
        });

        clock.moveTo(driver.turn(OTHER, Set.of()));
        driver.turn(OTHER, Set.of());

        assertThat(azure.hosts.attached(OTHER)).containsExactly(id("others"));
    }

    /** Returns when the next one is due. */
    private Instant turnsFor(Duration duration, Host host, Set<ResourceId> wanted) throws InterruptedException {
        var end = clock.instant().plus(duration);
        var due = driver.turn(host, wanted);
        while (!due.isAfter(end)) {
            clock.moveTo(due);
            due = driver.turn(host, wanted);
        }
        return due;
    }

    @Test
    void twelveSeparateChangesInARowAndThenNoMore() throws Exception {
        for (var n = 0; n < 100; n++) {
            driver.turn(POOL, Set.of(id("id-" + n)));
            clock.advance(Duration.ofMillis(500));
        }

        assertThat(azure.hosts.applied()).hasSizeLessThanOrEqualTo(PatchBudget.BURST + 50 / 15 + 1);
    }
}
