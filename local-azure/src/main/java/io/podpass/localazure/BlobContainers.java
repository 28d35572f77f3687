package io.podpass.localazure;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Containers of a storage account by way of ARM: the caller needs no role on the account's data. */
final class BlobContainers implements ResourceType {
    private final Resources resources;
    private final BlobStore blobs;

    BlobContainers(Resources resources, BlobStore blobs) {
        this.resources = resources;
        this.blobs = blobs;
    }

    @Override
    public String name() {
        return "Microsoft.Storage/storageAccounts/blobServices/containers";
    }

    @Override
    public Reply handle(ArmRequest request) {
        if (request.target().collection()) {
            throw request.methodNotAllowed();
        }
        var account = request.id().parent().parent();
        resources.require(account, "Microsoft.Storage/storageAccounts");
        var name = request.id().name();
        return switch (request.method()) {
            case "GET" -> {
                if (blobs.find(account, name).isEmpty()) {
                    throw new ArmException(404, "ContainerNotFound", "The specified container does not exist.");
                }
                yield Reply.json(200, body(request));
            }
            case "PUT" -> Reply.json(blobs.create(account, name).isPresent() ? 201 : 200, body(request));
            case "DELETE" -> Reply.of(blobs.delete(account, name) ? 200 : 204);
            default -> throw request.methodNotAllowed();
        };
    }

    private ObjectNode body(ArmRequest request) {
        ObjectNode body = Json.object();
        body.put("id", request.id().toString())
                .put("name", request.id().name())
                .put("type", name())
                .putObject("properties")
                .put("publicAccess", "None");
        return body;
    }
}
