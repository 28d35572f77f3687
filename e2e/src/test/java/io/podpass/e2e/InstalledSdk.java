package io.podpass.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Where {@code e2e/sdk/install} puts an SDK. */
final class InstalledSdk {
    private static final Path SOURCES = Path.of("sdk").toAbsolutePath();

    private InstalledSdk() {}

    static Path source(String name) {
        return SOURCES.resolve(name);
    }

    /** Empty unless exactly the versions that {@code pins} names are installed. */
    static Optional<Path> folder(String language, Path pins) {
        return Optional.of(cache().resolve("sdk").resolve(language + "-" + digest(pins)))
                .filter(Files::isDirectory);
    }

    static String missing(String language) {
        return "the SDK is not installed: e2e/sdk/install " + language;
    }

    /** Where all that is built once is kept. */
    static Path cache() {
        var home = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(value -> !value.isEmpty())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
        return home.resolve("podpass");
    }

    private static String digest(Path pins) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(pins));
            return HexFormat.of().formatHex(digest).substring(0, 12);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
