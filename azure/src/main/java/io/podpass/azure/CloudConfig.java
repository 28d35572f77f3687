package io.podpass.azure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The part of a node's {@code azure.json} that we read (spec azure-platform §6.2). Secrets in the file are never read.
 *
 * @param resourceGroup that of the nodes
 * @param useManagedIdentityExtension whether the controller's own token comes from IMDS
 * @param userAssignedIdentityId client id of the controller's identity; empty for the host's own
 */
public record CloudConfig(
        Cloud cloud,
        String tenantId,
        String subscriptionId,
        String resourceGroup,
        boolean useManagedIdentityExtension,
        String userAssignedIdentityId) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the file. Throws {@link CloudConfigException} naming the file and the field that is wrong. */
    public static CloudConfig read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new CloudConfigException(
                    "cannot read the cloud configuration " + file + ": " + reason(e)
                            + "; name the node's azure.json and let the process read it",
                    e);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "permission denied";
            default -> e.getClass().getSimpleName() + " " + e.getMessage();
        };
    }

    static CloudConfig parse(String file, String text) {
        var root = object(file, text);
        var cloudName = text(file, root, "cloud", Cloud.PUBLIC.azureName());
        return new CloudConfig(
                Cloud.ofName(cloudName).orElseThrow(() -> wrong(file, "cloud", "unknown cloud \"" + cloudName + "\"")),
                required(file, root, "tenantId"),
                required(file, root, "subscriptionId"),
                required(file, root, "resourceGroup"),
                flag(file, root, "useManagedIdentityExtension"),
                text(file, root, "userAssignedIdentityID", ""));
    }

    private static JsonNode object(String file, String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            // The parser's own message quotes the file, and the file holds a secret.
            throw new CloudConfigException("the cloud configuration " + file + " is not JSON (line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ")");
        }
        if (!root.isObject()) {
            throw new CloudConfigException("the cloud configuration " + file + " is not a JSON object");
        }
        return root;
    }

    private static String required(String file, JsonNode root, String field) {
        var value = text(file, root, field, "");
        if (value.isEmpty()) {
            throw wrong(file, field, "it is missing or empty");
        }
        return value;
    }

    private static String text(String file, JsonNode root, String field, String otherwise) {
        var value = root.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isTextual()) {
            throw wrong(file, field, "it must be a string");
        }
        return value.textValue().isEmpty() ? otherwise : value.textValue();
    }

    /** Some tools write this file with booleans as strings. */
    private static boolean flag(String file, JsonNode root, String field) {
        var value = root.path(field);
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        return switch (text(file, root, field, "false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(file, field, "it must be true or false");
        };
    }

    private static CloudConfigException wrong(String file, String field, String problem) {
        return new CloudConfigException("the cloud configuration " + file + " is wrong at " + field + ": " + problem);
    }
}
