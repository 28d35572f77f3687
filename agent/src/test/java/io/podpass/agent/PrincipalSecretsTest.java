package io.podpass.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.podpass.core.ObjectKey;
import io.podpass.kube.KubeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PrincipalSecretsTest {
    private static final ObjectKey KEY = new ObjectKey("shop", "login");

    private final StoryClock clock = new StoryClock();
    private final Map<ObjectKey, Map<String, byte[]>> cluster = new HashMap<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger unread = new AtomicInteger();
    private boolean away;
    private final PrincipalSecrets secrets = new PrincipalSecrets(this::read, clock, unread::incrementAndGet);

    private Map<String, byte[]> read(ObjectKey key) {
        reads.incrementAndGet();
        if (away) {
            throw new KubeException("cannot read Secret " + key + ": the API server is not reached");
        }
        if (!cluster.containsKey(key)) {
            throw KubeException.denied("there is no Secret " + key, null);
        }
        return cluster.get(key);
    }

    private void holds(String value) {
        cluster.put(KEY, Map.of("clientSecret", value.getBytes(UTF_8)));
    }

    private Login login(String value) {
        holds(value);
        return secrets.read(KEY).login();
    }

    @Test
    void aSecretThatIsTheSameIsReadOnceInAWhile() {
        var login = login("one");
        for (var second = 0; second < 3600; second++) {
            assertThat(secrets.unchanged(login)).isTrue();
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(reads).hasValue(12);
    }

    @Test
    void aSecretThatWasReplacedIsNoticedWithinFiveMinutes() {
        var login = login("one");
        holds("two");

        clock.advance(PrincipalSecrets.FRESH);
        assertThat(secrets.unchanged(login)).isFalse();
    }

    @Test
    void aSecretThatWasDeletedIsNoticedWithinFiveMinutes() {
        var login = login("one");
        cluster.clear();

        clock.advance(PrincipalSecrets.FRESH);
        assertThat(secrets.unchanged(login)).isFalse();
        assertThat(secrets.unchanged(login)).isFalse();
    }

    @Test
    void whoeverReadsItForATokenTellsAllOthers() {
        var login = login("one");

        assertThat(login("two")).isNotEqualTo(login);
        assertThat(secrets.unchanged(login)).isFalse();
    }

    @Test
    void whileTheApiServerIsAwayNothingIsTakenAwayAndItIsAskedNowAndThen() {
        var login = login("one");
        away = true;
        for (var second = 0; second < 1200; second++) {
            assertThat(secrets.unchanged(login)).isTrue();
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(reads).hasValue(1 + 30);

        away = false;
        holds("two");
        clock.advance(PrincipalSecrets.AGAIN);
        assertThat(secrets.unchanged(login)).isFalse();
    }

    @Test
    void aSecretThatWasWrittenAnewWithTheSameContentIsTheSame() {
        var login = login("one");
        cluster.clear();
        holds("one");

        clock.advance(PrincipalSecrets.FRESH);
        assertThat(secrets.unchanged(login)).isTrue();
    }

    @Test
    void contentsThatAreWrittenAlikeInARowAreNotTheSame() {
        cluster.put(KEY, Map.of("a", "bc".getBytes(UTF_8)));
        var login = secrets.read(KEY).login();
        cluster.put(KEY, Map.of("ab", "c".getBytes(UTF_8)));

        assertThat(secrets.read(KEY).login()).isNotEqualTo(login);
    }

    @Test
    void whatIsRememberedHasABound() {
        var login = login("one");
        for (var i = 0; i < 2 * PrincipalSecrets.MAX_REMEMBERED; i++) {
            var key = new ObjectKey("shop", "login-" + i);
            cluster.put(key, Map.of());
            secrets.read(key);
        }

        holds("two");
        assertThat(secrets.unchanged(login)).isFalse();
    }

    @Test
    void aSecretThatCannotBeReadIsCounted() {
        assertThatExceptionOfType(KubeException.class).isThrownBy(() -> secrets.read(KEY));

        assertThat(unread).hasValue(1);
    }

    @Test
    void aLoginDoesNotShowItsDigest() {
        var login = login("one");

        assertThat(login).hasToString("Login[shop/login]");
    }
}
