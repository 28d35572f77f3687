package io.podpass.localazure;

/** Tells the services behind the one HTTPS port apart by the Host header. */
final class HostRouter implements Service {
    static final String ARM = "management.azure.com";
    static final String LOGIN = "login.microsoftonline.com";
    static final String VAULT_SUFFIX = ".vault.azure.net";
    static final String BLOB_SUFFIX = ".blob.core.windows.net";
    static final String REGISTRY_SUFFIX = ".azurecr.io";

    private final Service arm;
    private final Service entra;
    private final Service vaults;
    private final Service blobs;
    private final Service registries;

    HostRouter(Service arm, Service entra, Service vaults, Service blobs, Service registries) {
        this.arm = arm;
        this.entra = entra;
        this.vaults = vaults;
        this.blobs = blobs;
        this.registries = registries;
    }

    @Override
    public Reply handle(HttpCall call) {
        String host = call.host();
        return switch (host) {
            case ARM, "127.0.0.1", "localhost", "[::1]" -> arm.handle(call);
            case LOGIN, "login.windows.net", "login.microsoft.com", "sts.windows.net" -> entra.handle(call);
            default -> {
                if (host.endsWith(VAULT_SUFFIX)) {
                    yield vaults.handle(call);
                }
                if (host.endsWith(BLOB_SUFFIX)) {
                    yield blobs.handle(call);
                }
                if (host.endsWith(REGISTRY_SUFFIX)) {
                    yield registries.handle(call);
                }
                yield Reply.of(
                        421,
                        "text/plain; charset=utf-8",
                        Content.utf8("The local Azure has no service of the name " + host + ".\n"));
            }
        };
    }
}
