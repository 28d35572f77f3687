package io.podpass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The archive that {@code deploy/image/build} writes is what registries and container engines take. */
@Tag("slow")
@EnabledIf(value = "built", disabledReason = ImageArchive.MISSING)
final class ImageTest {
    @TempDir
    private Path folder;

    private ImageArchive archive;

    static boolean built() {
        return ImageArchive.find().isPresent();
    }

    @BeforeEach
    void open() throws IOException {
        archive = ImageArchive.open(folder);
    }

    @Test
    void everyBlobHasTheNameOfItsContents() throws IOException {
        for (var blob : archive.blobs()) {
            assertThat(ImageArchive.digest(Files.newInputStream(blob)))
                    .isEqualTo(blob.getFileName().toString());
        }
    }

    @Test
    void descriptorsFitWhatTheyDescribe() throws IOException {
        for (var image : archive.index().path("manifests")) {
            assertThat(Files.size(archive.blob(image)))
                    .isEqualTo(image.path("size").asLong());
            var manifest = archive.document(image);
            var config = archive.document(manifest.path("config"));
            var contents = new ArrayList<String>();
            for (var layer : manifest.path("layers")) {
                assertThat(Files.size(archive.blob(layer)))
                        .isEqualTo(layer.path("size").asLong());
                contents.add("sha256:"
                        + ImageArchive.digest(new GZIPInputStream(Files.newInputStream(archive.blob(layer)))));
            }
            assertThat(texts(config.at("/rootfs/diff_ids"))).isEqualTo(contents);
        }
    }

    @Test
    void thereIsAnImageForEachOldOneThatStartsAsThatDid() throws IOException {
        var started = new ArrayList<String>();
        for (var image : archive.index().path("manifests")) {
            var name =
                    image.at("/annotations/org.opencontainers.image.ref.name").asText();
            var config = archive.document(archive.document(image).path("config"));
            started.add(name + " " + texts(config.at("/config/Entrypoint")));
            assertThat(config.at("/config/User").asText()).isEqualTo("65532:65532");
        }
        assertThat(started).containsExactly("podpass [/usr/bin/podpass]", "mic [/usr/bin/mic]", "nmi [/usr/bin/nmi]");
    }

    @Test
    void dockerFindsTheSameImages() throws IOException {
        var manifests = archive.index().path("manifests");
        var saved = archive.read("manifest.json");
        assertThat(saved).hasSameSizeAs(manifests);
        for (var i = 0; i < saved.size(); i++) {
            var manifest = archive.document(manifests.get(i));
            assertThat(archive.layout().resolve(saved.get(i).path("Config").asText()))
                    .isEqualTo(archive.blob(manifest.path("config")));
            var layers = new ArrayList<Path>();
            manifest.path("layers").forEach(layer -> layers.add(archive.blob(layer)));
            assertThat(texts(saved.get(i).path("Layers")))
                    .map(layer -> archive.layout().resolve(layer))
                    .isEqualTo(layers);
        }
    }

    @Test
    void theBillOfMaterialsNamesEveryJarAndPackage() throws IOException {
        var root = folder.resolve("root");
        archive.unpack(archive.document(archive.index().path("manifests").get(0)), root);
        var listed = new HashSet<String>();
        var bill =
                new ObjectMapper().readTree(root.resolve("opt/podpass/bom.json").toFile());
        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        listed.add(jar(bill.at("/metadata/component")));
        for (var component : bill.path("components")) {
            listed.add(jar(component));
            listed.add(component.path("name").asText());
        }
        assertThat(listed).contains("openjdk").containsAll(names(root.resolve("var/lib/dpkg/status.d")));
        assertThat(listed).containsAll(names(root.resolve("opt/podpass/lib")));
        assertThat(names(root.resolve("opt/podpass/own")))
                .allMatch(jar -> jar.equals("podpass.jar") || listed.contains(jar));
    }

    private static String jar(JsonNode component) {
        return component.path("name").asText() + "-" + component.path("version").asText() + ".jar";
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
