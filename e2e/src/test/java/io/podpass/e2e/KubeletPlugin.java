package io.podpass.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The provider of a {@code CredentialProviderConfig}, started as kubelet starts it. */
record KubeletPlugin(Path folder, JsonNode provider, Path executable) {
    record Ended(int code, String out, String err) {
        JsonNode response() throws IOException {
            return new ObjectMapper().readTree(out);
        }
    }

    /** The configuration is the one that the manual shows. */
    static KubeletPlugin ofManual(Path folder, Path executable) throws IOException {
        var manual = Files.readString(Path.of("..", "docs", "acr.md"));
        var begin = manual.indexOf("apiVersion: kubelet.config.k8s.io/v1\n");
        var config = new YAMLMapper().readTree(manual.substring(begin, manual.indexOf("```", begin)));
        if (config.path("providers").size() != 1) {
            throw new AssertionError("docs/acr.md shows no CredentialProviderConfig with one provider");
        }
        return new KubeletPlugin(folder, config.path("providers").path(0), executable);
    }

    /** {@code more} is what an administrator would add to the provider's arguments. */
    Ended run(String image, List<String> more) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(executable.toString()));
        provider.path("args").forEach(argument -> command.add(argument.asText()));
        command.addAll(more);
        var out = Files.createTempFile(folder, "out", "");
        var err = Files.createTempFile(folder, "err", "");
        var builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        provider.path("env")
                .forEach(variable -> builder.environment()
                        .put(
                                variable.path("name").asText(),
                                variable.path("value").asText()));
        var process = builder.start();
        try {
            try (var in = process.getOutputStream()) {
                in.write(new ObjectMapper()
                        .createObjectNode()
                        .put("kind", "CredentialProviderRequest")
                        .put("apiVersion", provider.path("apiVersion").asText())
                        .put("image", image)
                        .toString()
                        .getBytes(UTF_8));
            }
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                throw new AssertionError("the provider does not end: " + Files.readString(err));
            }
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
