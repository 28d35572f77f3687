package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.podpass.azure.ImdsClient;
import io.podpass.azure.Token;
import io.podpass.azure.TokenException;
import io.podpass.core.CredentialMode;
import io.podpass.core.Identity;
import io.podpass.http.Reply;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Requests within one history. For each that gets a token, this holds:
 *
 * <ul>
 *   <li><b>that moment</b>: by what the node has been told when the answer leaves, one living pod has the caller's address,
 *       and the identity whose token it is, is granted to that pod. What a watch has not told yet, nobody can know;
 *   <li><b>that pod</b>: if one living pod had the address when the request came, it is still the same one;
 *   <li><b>that token</b>: it is for the audience and the identity that the request names, and has not expired.
 * </ul>
 *
 * <p>And the other way round, or an agent that refuses everything would pass: who may have a token from the request's
 * beginning to its end, with nothing changing in between, gets one.
 */
final class HistoryCallers {
    private static final List<String> AUDIENCES = List.of("https://vault.azure.net", "https://storage.azure.com");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final long seed;
    private final Tally tally;
    private final SplittableRandom random;
    private final Timeline timeline = new Timeline();
    private final History history;
    private final MetadataRules rules;
    private Duration fetchTakes = Duration.ZERO;
    private boolean issuerFails;
    private boolean fetched;
    private int number;

    HistoryCallers(long seed, Tally tally) {
        this.seed = seed;
        this.tally = tally;
        this.random = new SplittableRandom(seed);
        this.history = new History(random.split(), timeline);
        var settings = AgentSettings.defaults(Samples.NODE)
                .with(new Waits(4, 2, Duration.ofSeconds(1), Duration.ofMillis(1200)));
        var gates = Gates.of(timeline.clock(), timeline);
        this.rules = Agent.rules(
                settings,
                history.node(),
                timeline.clock(),
                gates,
                new Issuers(
                        Map.of(CredentialMode.ATTACHED, this::issue),
                        (requested, audience, _) ->
                                token(Granted.HOST + requested.clientId().orElse("own"), audience),
                        _ -> true),
                new PassThrough(
                        URI.create("http://127.0.0.1:9"),
                        ImdsClient.plainHttpClient(),
                        gates.metadata(),
                        timeline.clock()),
                new Observers(_ -> {}, List.of(), (_, _) -> {}, () -> {}),
                CallerRoutes.unchecked(),
                Runnable::run);
    }

    private Fetched issue(Identity identity, String audience, Instant deadline) {
        return Fetched.of(token(identity.clientId(), audience));
    }

    /** Says whose it is and what for. Each takes its time, in which the history goes on. */
    private Token token(String whose, String audience) {
        timeline.pause(fetchTakes);
        fetched = true;
        if (issuerFails) {
            throw TokenException.unavailable("IMDS is away");
        }
        var now = timeline.now();
        return new Token(
                whose + "|" + audience, now.minusSeconds(300), now.plusSeconds(600 + 60L * number), audience, "Bearer");
    }

    private record Question(String address, String audience, Optional<String> clientId) {
        String query() {
            return "api-version=2018-02-01&resource=" + audience
                    + clientId.map(id -> "&client_id=" + id).orElse("");
        }
    }

    void ask() throws InterruptedException {
        number++;
        timeline.pause(Duration.ofMillis(random.nextLong(3000)));
        fetchTakes = random.nextInt(2) == 0 ? Duration.ofMillis(random.nextLong(5000)) : Duration.ZERO;
        issuerFails = random.nextInt(30) == 0;
        fetched = false;
        var question = new Question(
                pick(History.ADDRESSES),
                pick(AUDIENCES),
                random.nextInt(3) == 0 ? Optional.of(pick(History.CLIENT_IDS)) : Optional.empty());
        var before = Granted.now(history.node());
        var version = history.node().version();

        var reply = rules.answer(
                new MetadataRequest(
                        "GET",
                        "/metadata/identity/oauth2/token",
                        question.query(),
                        Optional.of("true"),
                        false,
                        new StillPeer(question.address()),
                        Optional.empty()),
                false);

        var after = Granted.now(history.node());
        var changed = history.node().version() != version;
        if (reply.status() == 200) {
            check(question, before, after, reply);
            tally.issued(changed, reply.text().contains("\"" + Granted.HOST));
        } else {
            var had = before.caller(question.address())
                    .filter(pod -> !before.tokens(pod, question.clientId()).isEmpty());
            if (!changed && !(fetched && issuerFails)) {
                assertThat(had)
                        .as(what(question, "is refused what it may have: " + reply.text()))
                        .isEmpty();
            }
            tally.refused(had.isPresent() && fetched && !issuerFails);
        }
    }

    private void check(Question question, Granted before, Granted after, Reply reply) {
        var pod = after.caller(question.address());
        assertThat(pod)
                .as(what(question, "gets a token and is no one living pod"))
                .isPresent();
        before.caller(question.address())
                .ifPresent(asked -> assertThat(pod.get().uid())
                        .as(what(question, "gets a token that another pod asked for"))
                        .isEqualTo(asked.uid()));
        var answer = parse(reply.text());
        var token = answer.path("access_token").asText().split("\\|", -1);
        assertThat(after.tokens(pod.get(), question.clientId()))
                .as(what(question, "gets the token of an identity that it may not use"))
                .contains(token[0]);
        assertThat(token[1])
                .as(what(question, "gets a token for something else"))
                .isEqualTo(question.audience());
        assertThat(Instant.ofEpochSecond(answer.path("expires_on").asLong()))
                .as(what(question, "gets an expired token"))
                .isAfter(timeline.now());
    }

    private String what(Question question, String wrong) {
        return "request " + number + ", " + question + ", at " + timeline.now() + ", " + wrong
                + "; replay it with -Dpodpass.seed=" + seed;
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON: " + text, e);
        }
    }

    private <T> T pick(List<T> options) {
        return options.get(random.nextInt(options.size()));
    }
}
