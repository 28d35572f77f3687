package io.podpass.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;

/** From texts to the world that they describe. */
final class Documents {
    /** Of one YAML file; SnakeYAML stops at 3 MiB unless told. */
    private static final int YAML_LIMIT = 64 * 1024 * 1024;

    private static final String EXPECTED =
            "expected what terraform show -json prints, of a plan or a state, or Kubernetes manifests";

    private final List<Resource> resources = new ArrayList<>();
    private final List<Manifest> manifests = new ArrayList<>();

    private Documents() {}

    static World read(List<Source> sources) {
        var documents = new Documents();
        sources.forEach(documents::add);
        return new World(documents.resources, documents.manifests);
    }

    private void add(Source source) {
        var text = source.text();
        if (text.startsWith("PK")) {
            throw new CheckException(
                    source.name() + " is a plan as terraform plan -out writes it: give what terraform show" + " -json "
                            + source.name() + " prints");
        }
        if (text.isBlank()) {
            throw new CheckException(source.name() + " is empty: " + EXPECTED);
        }
        try {
            if (text.stripLeading().startsWith("{")) {
                json(source);
            } else {
                manifests.addAll(new ManifestReader(source.name(), yaml()).read(text));
            }
        } catch (JsonProcessingException e) {
            var at = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
            throw new CheckException(
                    source.name() + at + " can't be read: " + firstLine(e.getOriginalMessage()) + ": " + EXPECTED, e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + source.name(), e);
        }
    }

    private void json(Source source) throws IOException {
        var document = new ObjectMapper().readTree(source.text());
        if (TerraformReader.recognises(document)) {
            resources.addAll(TerraformReader.read(source.name(), document));
        } else {
            manifests.addAll(new ManifestReader(source.name(), new JsonFactory()).read(source.text()));
        }
    }

    private static JsonFactory yaml() {
        var options = new LoaderOptions();
        options.setCodePointLimit(YAML_LIMIT);
        return YAMLFactory.builder().loaderOptions(options).build();
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
