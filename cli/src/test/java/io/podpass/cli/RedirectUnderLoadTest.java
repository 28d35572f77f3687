package io.podpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pods call and call, whatever becomes of the agent: none of their calls reaches IMDS itself. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RedirectUnderLoadTest {
    private static final String TOKEN = "a token";
    private static final String REFUSED = "no connection";
    /** From an agent that has not read its node's pods yet. */
    private static final String NOT_YET = "not yet";

    @TempDir
    private static Path folder;

    private NodeLab lab;
    private PodpassProcess agent;

    @BeforeAll
    void open() throws IOException {
        Namespaces.assumePossible();
        lab = new NodeLab(folder);
    }

    @AfterAll
    void close() throws IOException {
        if (lab != null) {
            lab.close();
        }
    }

    @AfterEach
    void endTheAgent() {
        if (agent != null) {
            agent.close();
        }
    }

    /** Every pod calls without a pause, each time on a connection of its own. */
    private final class Load implements AutoCloseable {
        private final BlockingQueue<String> outcomes = new LinkedBlockingQueue<>();
        private final Set<String> odd = new ConcurrentSkipListSet<>();
        private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
        private volatile boolean closed;

        Load() {
            for (int pod = 0; pod < NodeLab.PODS; pod++) {
                var number = pod;
                callers.execute(() -> callOnAndOn(number));
            }
        }

        private void callOnAndOn(int pod) {
            while (!closed) {
                var outcome = call(pod);
                outcomes.add(outcome);
                if (!Set.of(TOKEN, REFUSED, NOT_YET).contains(outcome)) {
                    odd.add(outcome);
                }
            }
        }

        private String call(int pod) {
            try (var call = lab.call(pod, NodeLab.IMDS)) {
                var answer = call.token();
                return answer.startsWith("200 ") ? TOKEN : answer.startsWith("503 ") ? NOT_YET : answer;
            } catch (ConnectException _) {
                return REFUSED;
            } catch (SocketException | EOFException _) {
                // The agent was killed between taking the connection and answering on it.
                return REFUSED;
            } catch (IOException e) {
                return e.toString();
            }
        }

        /** Waits for that many more of an outcome. */
        void await(String outcome, int times) throws InterruptedException {
            outcomes.clear();
            for (int seen = 0; seen < times; ) {
                var next = outcomes.poll(60, TimeUnit.SECONDS);
                assertThat(next).as("an outcome of a call within a minute").isNotNull();
                if (next.equals(outcome)) {
                    seen++;
                }
            }
        }

        @Override
        public void close() {
            closed = true;
            callers.close();
        }
    }

    private String onNode(String... command) throws IOException {
        var process = new ProcessBuilder(lab.node().run(List.of(command)))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            return output.readAllAsString();
        }
    }

    private long directCalls() {
        var direct = 0L;
        for (int pod = 0; pod < NodeLab.PODS; pod++) {
            direct += lab.imds().requestsFrom(NodeLab.address(pod));
        }
        return direct;
    }

    @Test
    void noCallReachesImdsWhileTheAgentIsKilledAndStartedAgain() throws Exception {
        agent = PodpassProcess.startAgent(lab, folder);
        try (var load = new Load()) {
            for (int round = 0; round < 2; round++) {
                load.await(TOKEN, 100);
                agent.kill();
                load.await(REFUSED, 20);
                agent = PodpassProcess.startAgent(lab, folder);
            }
            load.await(TOKEN, 100);
            agent.stop();
            load.await(REFUSED, 20);

            assertThat(load.odd).isEmpty();
        }
        assertThat(directCalls()).isZero();
        assertThat(lab.imds().requestsFrom(InetAddress.ofLiteral("10.240.0.4")))
                .as("calls of the agent itself")
                .isPositive();
    }

    @Test
    void aFlushOpensTheWayForNoLongerThanItTakesToNotice() throws Exception {
        agent = PodpassProcess.startAgent(lab, folder);
        try (var load = new Load()) {
            load.await(TOKEN, 20);
            onNode("nft", "flush", "ruleset");
            var rules = onNode("nft", "list", "ruleset");
            for (var deadline = Instant.now().plusSeconds(30);
                    !rules.contains("jump aad-metadata") && Instant.now().isBefore(deadline); ) {
                rules = onNode("nft", "list", "ruleset");
            }
            assertThat(rules).contains("jump aad-metadata");
            // A call that set out before them may still be on its way.
            load.await(TOKEN, 20);
            var direct = directCalls();

            load.await(TOKEN, 100);
            assertThat(directCalls()).isEqualTo(direct);
        }
    }
}
