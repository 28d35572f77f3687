package io.podpass.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.podpass.core.ObjectKey;
import io.podpass.core.Sha256;
import io.podpass.kube.KubeException;
import io.podpass.kube.Secrets;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The Secrets of service principals, and whether they are still what tokens were had with. They are read for each fetch,
 * and once in a while for as long as tokens are served; digests alone are kept. Safe for use by many threads.
 */
final class PrincipalSecrets {
    /** How long what was read counts as the Secret's content: so long a token outlives a Secret that is used. */
    static final Duration FRESH = Duration.ofMinutes(5);
    /** Between two tries while the API server is away; tokens are served meanwhile. */
    static final Duration AGAIN = Duration.ofSeconds(30);

    static final int MAX_REMEMBERED = 1024;

    /** What a Secret holds, and how that is known again. */
    record Content(Map<String, byte[]> values, Login login) {}

    /** {@code at} is when it was looked up, {@code next} from when on it must be again. */
    private record Seen(String digest, Instant at, Instant next) {}

    private final Secrets secrets;
    private final Clock clock;
    private final Runnable unread;
    private final ConcurrentMap<ObjectKey, Seen> seen = new ConcurrentHashMap<>();

    /** {@code unread} is told of each Secret that could not be read. */
    PrincipalSecrets(Secrets secrets, Clock clock, Runnable unread) {
        this.secrets = secrets;
        this.clock = clock;
        this.unread = unread;
    }

    /** As {@link Secrets#read}. */
    Content read(ObjectKey key) {
        try {
            var values = secrets.read(key);
            var digest = digest(values);
            remember(key, digest, FRESH);
            return new Content(values, new Login(key, digest));
        } catch (KubeException e) {
            unread.run();
            if (e.denied()) {
                seen.remove(key);
            }
            throw e;
        }
    }

    /**
     * Whether the Secret holds what it held. One of all who ask reads it when that has not been done for {@link #FRESH}.
     * True while nobody can know: an API server that is away takes no token away.
     */
    boolean unchanged(Login login) {
        var now = clock.instant();
        var last = seen.get(login.secret());
        if (last != null && (now.isBefore(last.next()) || isBeingRead(login.secret(), last, now))) {
            return last.digest().equals(login.digest());
        }
        try {
            return read(login.secret()).login().equals(login);
        } catch (KubeException e) {
            if (e.denied()) {
                return false;
            }
            remember(login.secret(), last == null ? login.digest() : last.digest(), AGAIN);
            return last == null || last.digest().equals(login.digest());
        }
    }

    /** By somebody else; what is known must not be much older for that, though. */
    private boolean isBeingRead(ObjectKey key, Seen last, Instant now) {
        return !seen.replace(key, last, new Seen(last.digest(), last.at(), now.plus(AGAIN)))
                && now.isBefore(last.at().plus(FRESH.multipliedBy(2)));
    }

    private void remember(ObjectKey key, String digest, Duration until) {
        if (seen.size() >= MAX_REMEMBERED) {
            // Whatever is still in use is read once more.
            seen.clear();
        }
        var now = clock.instant();
        seen.put(key, new Seen(digest, now, now.plus(until)));
    }

    private static String digest(Map<String, byte[]> values) {
        var digest = Sha256.create();
        new TreeMap<>(values).forEach((name, value) -> {
            update(digest, name.getBytes(UTF_8));
            update(digest, value);
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    /** With its length, or the end of one value could be the beginning of the next. */
    private static void update(MessageDigest digest, byte[] part) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        digest.update(part);
    }
}
