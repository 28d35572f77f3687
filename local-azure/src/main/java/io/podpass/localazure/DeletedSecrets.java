package io.podpass.localazure;

import java.util.List;

/** Soft delete: {@code /deletedsecrets}, which the SDK's deletion polls. */
final class DeletedSecrets {
    private final VaultAccess access;
    private final Secrets secrets;

    DeletedSecrets(VaultAccess access, Secrets secrets) {
        this.access = access;
        this.secrets = secrets;
    }

    Reply delete(ResourceId vault, String name, SecretBundles bundles) {
        Secrets.Version gone = secrets.delete(vault, name);
        return Reply.json(200, bundles.deleted(gone, secrets.now()));
    }

    Reply answer(HttpCall call, Caller caller, Resource vault, List<String> path, SecretBundles bundles) {
        ResourceId id = vault.id();
        String name = path.size() > 1 ? path.get(1) : "";
        String step = call.method() + " " + path.size() + (path.size() > 2 ? " " + Text.lower(path.get(2)) : "");
        return switch (step) {
            case "GET 1" -> {
                access.require(caller, vault, SecretAction.LIST, "");
                yield VaultService.list(secrets.deleted(id).stream()
                        .map(secret -> bundles.deleted(secret, secrets.now()))
                        .toList());
            }
            case "GET 2" -> {
                access.require(caller, vault, SecretAction.LIST, name);
                yield secrets.findDeleted(id, name)
                        .map(secret -> Reply.json(200, bundles.deleted(secret, secrets.now())))
                        .orElseThrow(() -> VaultException.secretNotFound(name));
            }
            case "POST 3 recover" -> {
                access.require(caller, vault, SecretAction.RECOVER, name);
                yield Reply.json(200, bundles.updated(secrets.recover(id, name)));
            }
            case "DELETE 2" -> {
                access.require(caller, vault, SecretAction.PURGE, name);
                secrets.purge(id, name);
                yield Reply.of(204);
            }
            default -> throw VaultService.notFound();
        };
    }
}
