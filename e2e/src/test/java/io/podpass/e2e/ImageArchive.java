package io.podpass.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What {@code deploy/image/build} has written, taken apart: an OCI image layout with three images of the same layers. */
record ImageArchive(Path layout) {
    static final String MISSING = "the image is not there: build it with deploy/image/build";

    private static final Path BUILT = Path.of("..", "target", "image").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** That of this machine's processor. */
    static Optional<Path> find() {
        var arch = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        if (!Files.isDirectory(BUILT)) {
            return Optional.empty();
        }
        try (var built = Files.newDirectoryStream(BUILT, "podpass-*-" + arch + ".tar")) {
            for (var archive : built) {
                return Optional.of(archive);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ImageArchive open(Path folder) throws IOException {
        var layout = Files.createDirectory(folder.resolve("layout"));
        run("tar", "-xf", find().orElseThrow().toString(), "-C", layout.toString());
        return new ImageArchive(layout);
    }

    /** Everything that is in there under the digest of its contents. */
    List<Path> blobs() throws IOException {
        try (var blobs = Files.list(layout.resolve("blobs/sha256"))) {
            return blobs.toList();
        }
    }

    JsonNode index() throws IOException {
        return read("index.json");
    }

    JsonNode read(String file) throws IOException {
        return JSON.readTree(layout.resolve(file).toFile());
    }

    Path blob(JsonNode descriptor) {
        return layout.resolve("blobs/sha256")
                .resolve(descriptor.path("digest").asText().substring("sha256:".length()));
    }

    JsonNode document(JsonNode descriptor) throws IOException {
        return JSON.readTree(blob(descriptor).toFile());
    }

    /** As a container's runtime would, all layers of the image one upon the other. */
    void unpack(JsonNode manifest, Path root) throws IOException {
        Files.createDirectory(root);
        for (var layer : manifest.path("layers")) {
            run("tar", "-xzf", blob(layer).toString(), "-C", root.toString());
        }
    }

    static String digest(InputStream contents) throws IOException {
        try (contents) {
            var digest = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[1 << 16];
            for (var read = contents.read(buffer); read >= 0; read = contents.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void run(String... command) {
        try (var program = RunningProgram.start(List.of(command))) {
            program.awaitEnd(LIMIT);
        }
    }
}
