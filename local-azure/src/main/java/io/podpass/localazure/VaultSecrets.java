package io.podpass.localazure;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Secrets of a vault by way of ARM, as templates and Terraform's azapi make them: the caller needs no role on the vault's
 * data, and a value that was written is never read back this way.
 */
final class VaultSecrets implements ResourceType {
    private final Resources resources;
    private final Secrets secrets;

    VaultSecrets(Resources resources, Secrets secrets) {
        this.resources = resources;
        this.secrets = secrets;
    }

    @Override
    public String name() {
        return "Microsoft.KeyVault/vaults/secrets";
    }

    @Override
    public Reply handle(ArmRequest request) {
        if (request.target().collection() || !request.method().equals("PUT")) {
            throw request.methodNotAllowed();
        }
        var vault = request.id().parent();
        resources.require(vault, "Microsoft.KeyVault/vaults");
        var properties = request.body().withObjectProperty("properties");
        var value = properties.path("value");
        if (!value.isTextual()) {
            throw new ArmException(400, "BadRequest", "The property properties.value of the secret is missing.");
        }
        secrets.set(vault, request.id().name(), properties);
        ObjectNode answer = Json.object();
        answer.put("id", request.id().toString())
                .put("name", request.id().name())
                .put("type", name())
                .putObject("properties");
        return Reply.json(201, answer);
    }
}
