package io.podpass.azure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The part of a node's {@code azure.json} that we read, or the variables that replace it (spec aad-pod-identity §3.2).
 *
 * @param resourceGroup that of the nodes
 * @param useManagedIdentityExtension whether the controller's own token comes from IMDS
 * @param userAssignedIdentityId client id of the controller's identity; empty for the host's own
 * @param principal who logs in at Entra instead; present if and only if IMDS is not asked, so that a secret that nobody
 *     needs is not kept
 */
public record CloudConfig(
        Cloud cloud,
        String tenantId,
        String subscriptionId,
        String resourceGroup,
        boolean useManagedIdentityExtension,
        String userAssignedIdentityId,
        Optional<Principal> principal) {
    /** A service principal with its secret. */
    public record Principal(String clientId, ClientCredential.Secret secret) {}

    private static final ObjectMapper YAML = new YAMLMapper();

    /** Names of the variables that stand for fields (spec aad-pod-identity §3.2). */
    private static final Map<String, String> VARIABLES = Map.of(
            "cloud", "CLOUD",
            "tenantId", "TENANT_ID",
            "aadClientId", "CLIENT_ID",
            "aadClientSecret", "CLIENT_SECRET",
            "subscriptionId", "SUBSCRIPTION_ID",
            "resourceGroup", "RESOURCE_GROUP",
            "useManagedIdentityExtension", "USE_MSI",
            "userAssignedIdentityID", "USER_ASSIGNED_MSI_CLIENT_ID");

    /** What the variables say. Throws {@link CloudConfigException} naming the variable that is wrong. */
    public static CloudConfig ofEnvironment(Map<String, String> environment) {
        var fields = JsonNodeFactory.instance.objectNode();
        VARIABLES.forEach((field, variable) -> {
            var value = environment.get(variable);
            if (value != null) {
                fields.put(field, value);
            }
        });
        // Of this variable any case of true counts, and nothing else is an error.
        fields.put("useManagedIdentityExtension", "true".equalsIgnoreCase(environment.get("USE_MSI")));
        return of(new Source("of the environment", field -> VARIABLES.getOrDefault(field, field)), fields, environment);
    }

    /**
     * Reads the file; the environment names a second one if the cloud is an Azure Stack. Throws
     * {@link CloudConfigException} naming the file and the field that is wrong.
     */
    public static CloudConfig read(Path file, Map<String, String> environment) {
        try {
            return parse(file.toString(), Files.readString(file), environment);
        } catch (IOException e) {
            throw new CloudConfigException(
                    "cannot read the cloud configuration " + file + ": " + reason(e)
                            + "; name the node's azure.json and let the process read it",
                    e);
        }
    }

    static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "permission denied";
            default -> e.getClass().getSimpleName() + " " + e.getMessage();
        };
    }

    static CloudConfig parse(String file, String text, Map<String, String> environment) {
        return of(new Source(file, field -> field), object(file, text), environment);
    }

    private static Cloud cloud(Source source, String name, Map<String, String> environment) {
        if (name.equalsIgnoreCase(Cloud.STACK)) {
            return StackFile.cloud(environment);
        }
        if (name.equalsIgnoreCase("AzureGermanCloud")) {
            throw source.wrong("cloud", "AzureGermanCloud was closed in 2021, and its endpoints with it");
        }
        return Cloud.ofName(name).orElseThrow(() -> source.wrong("cloud", "unknown cloud \"" + name + "\""));
    }

    private static CloudConfig of(Source source, JsonNode root, Map<String, String> environment) {
        var managed = source.flag(root, "useManagedIdentityExtension");
        return new CloudConfig(
                cloud(source, source.required(root, "cloud"), environment),
                source.required(root, "tenantId"),
                source.required(root, "subscriptionId"),
                source.required(root, "resourceGroup"),
                managed,
                source.text(root, "userAssignedIdentityID", ""),
                managed
                        ? Optional.empty()
                        : Optional.of(new Principal(
                                source.required(root, "aadClientId"),
                                new ClientCredential.Secret(source.required(root, "aadClientSecret")))));
    }

    private static JsonNode object(String file, String text) {
        JsonNode root;
        try {
            root = YAML.readTree(text);
        } catch (JsonProcessingException e) {
            // The parser's own message quotes the file, and the file holds a secret.
            var place = e.getLocation();
            throw new CloudConfigException("the cloud configuration " + file + " is neither JSON nor YAML"
                    + (place == null ? "" : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")"));
        }
        if (!root.isObject()) {
            throw new CloudConfigException("the cloud configuration " + file + " is not a JSON object");
        }
        return root;
    }

    /** Where fields come from, and what they are called there. */
    private record Source(String name, UnaryOperator<String> fieldName) {
        String required(JsonNode root, String field) {
            var value = text(root, field, "");
            if (value.isEmpty()) {
                throw wrong(field, "it is missing or empty");
            }
            return value;
        }

        String text(JsonNode root, String field, String otherwise) {
            var value = root.path(field);
            if (value.isMissingNode() || value.isNull()) {
                return otherwise;
            }
            if (!value.isTextual()) {
                throw wrong(field, "it must be a string");
            }
            return value.textValue().isEmpty() ? otherwise : value.textValue();
        }

        /** Some tools write this file with booleans as strings. */
        boolean flag(JsonNode root, String field) {
            var value = root.path(field);
            if (value.isBoolean()) {
                return value.booleanValue();
            }
            return switch (text(root, field, "false")) {
                case "true" -> true;
                case "false" -> false;
                default -> throw wrong(field, "it must be true or false");
            };
        }

        CloudConfigException wrong(String field, String problem) {
            return new CloudConfigException(
                    "the cloud configuration " + name + " is wrong at " + fieldName.apply(field) + ": " + problem);
        }
    }
}
