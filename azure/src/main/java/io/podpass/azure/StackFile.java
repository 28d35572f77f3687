package io.podpass.azure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The file that describes an Azure Stack, which {@code AZURE_ENVIRONMENT_FILEPATH} names (spec aad-pod-identity §3.2). */
final class StackFile {
    static final String VARIABLE = "AZURE_ENVIRONMENT_FILEPATH";

    private static final String REGISTRIES = "containerRegistryDNSSuffix";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    /** Names of fields compare without case, as in the library that the file was made for. */
    private final Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private StackFile(Path file) {
        this.file = file;
    }

    /** The Stack of the environment. Throws {@link CloudConfigException} naming variable, file and field. */
    static Cloud cloud(Map<String, String> environment) {
        var path = environment.getOrDefault(VARIABLE, "");
        if (path.isEmpty()) {
            throw new CloudConfigException("the cloud is " + Cloud.STACK + " and " + VARIABLE
                    + " is not set: let it name the file with the Stack's endpoints");
        }
        var stack = new StackFile(Path.of(path));
        stack.read();
        var arm = stack.endpoint("resourceManagerEndpoint");
        return new Cloud(
                Cloud.STACK,
                arm,
                // A Stack's ARM has a name of its own as audience, which is no address of it.
                stack.text("tokenAudience").orElse(arm.toString()),
                stack.endpoint("activeDirectoryEndpoint"),
                stack.registrySuffix());
    }

    private void read() {
        try {
            var root =
                    Optional.ofNullable(JSON.readTree(Files.readString(file))).orElse(NullNode.getInstance());
            root.properties()
                    .forEach(
                            field -> fields.put(field.getKey(), field.getValue().asText("")));
        } catch (JsonProcessingException e) {
            throw new CloudConfigException("the Azure Stack's file " + file + " is no JSON", e);
        } catch (IOException e) {
            throw new CloudConfigException(
                    "cannot read the Azure Stack's file " + file + " of " + VARIABLE + ": " + CloudConfig.reason(e), e);
        }
    }

    private Optional<String> text(String field) {
        return Optional.of(fields.getOrDefault(field, "")).filter(value -> !value.isEmpty());
    }

    /** A Stack may have no registries. A suffix of one label would open the whole of a top-level domain. */
    private String registrySuffix() {
        var suffix = text(REGISTRIES).orElse("");
        if (!suffix.isEmpty() && !suffix.matches("[a-z0-9-]+(\\.[a-z0-9-]+)+")) {
            throw wrong(REGISTRIES, "it must be a domain, such as azurecr.stack.example");
        }
        return suffix;
    }

    private URI endpoint(String field) {
        var value = text(field).orElseThrow(() -> wrong(field, "it is missing or empty"));
        URI uri;
        try {
            uri = URI.create(value.endsWith("/") ? value : value + "/");
        } catch (IllegalArgumentException e) {
            throw new CloudConfigException(message(field, "it is no address"), e);
        }
        if (!"https".equals(uri.getScheme()) || uri.getHost() == null) {
            // Tokens and secrets are sent there.
            throw wrong(field, "it must be https:// and a host");
        }
        return uri;
    }

    private CloudConfigException wrong(String field, String problem) {
        return new CloudConfigException(message(field, problem));
    }

    private String message(String field, String problem) {
        return "the Azure Stack's file " + file + " is wrong at " + field + ": " + problem;
    }
}
