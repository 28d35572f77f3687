package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.azure.ImdsClient;
import io.podpass.http.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Instance metadata within what IMDS answers a machine: 5 requests a second (spec azure-platform §1.6). */
final class PassThroughTest {
    private static final String GREEDY = "10.244.0.11";
    private static final String MODEST = "10.244.0.12";

    private final StoryClock clock = new StoryClock();
    private final FaultyImds imds = new FaultyImds();
    private final FairGate gate = Gates.of(clock, clock).metadata();
    private final PassThrough passThrough = new PassThrough(imds.uri(), ImdsClient.plainHttpClient(), gate, clock);

    @AfterEach
    void close() throws IOException {
        imds.close();
    }

    private Reply ask(String address) throws InterruptedException {
        var target = "/metadata/instance";
        return passThrough.forward(
                RequestPath.of(target),
                new MetadataRequest(
                        "GET",
                        target,
                        "api-version=2021-02-01",
                        Optional.of("true"),
                        false,
                        new StillPeer(address),
                        Optional.empty()),
                true);
    }

    private void assertToldToComeAgain(Reply reply) {
        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.headers()).containsEntry("Retry-After", "1").containsEntry(Reply.REASON, "too-many-requests");
    }

    @Test
    void isAskedForFiveTimesASecondAtMost() throws InterruptedException {
        imds.answers(FaultyImds.body("application/json", "{}"));
        for (var i = 0; i < 11; i++) {
            assertThat(ask("10.244.0." + i).status()).isEqualTo(200);
        }

        assertThat(clock.passed()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aCallerThatAsksForMuchIsToldToComeAgainAndLeavesAPlaceToTheOthers() throws InterruptedException {
        imds.answers(FaultyImds.body("application/json", "{}"));
        for (var i = 0; i < 10; i++) {
            gate.enter(GREEDY);
        }

        assertToldToComeAgain(ask(GREEDY));
        assertThat(imds.requests()).isZero();
        assertThat(ask(MODEST).status()).isEqualTo(200);
    }

    @Test
    void whoseTurnDoesNotComeInTimeIsToldToComeAgain() throws InterruptedException {
        for (var i = 0; i < 3; i++) {
            gate.enter("10.244.0.2" + i);
        }

        assertToldToComeAgain(ask(MODEST));
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void aPlaceIsGivenBackWhateverImdsAnswers() throws InterruptedException, IOException {
        imds.answers(FaultyImds.status(429, "Retry-After: 7"));
        assertThat(ask(MODEST).headers()).containsEntry("Retry-After", "7");
        imds.answers(FaultyImds.body("text/plain", "x".repeat(PassThrough.MAX_BODY_BYTES + 1)));
        assertThat(ask(MODEST).status()).isEqualTo(500);
        imds.die();
        assertThat(ask(MODEST).status()).isEqualTo(500);

        assertThat(gate.inFlight()).isZero();
    }
}
