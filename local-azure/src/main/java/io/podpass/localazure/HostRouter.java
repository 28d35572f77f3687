package io.podpass.localazure;

/** Tells the services behind the one HTTPS port apart by the Host header. */
final class HostRouter implements Service {
    static final String ARM = "management.azure.com";
    static final String LOGIN = "login.microsoftonline.com";
    static final String VAULT_SUFFIX = ".vault.azure.net";
    static final String BLOB_SUFFIX = ".blob.core.windows.net";

    private final Service arm;
    private final Service entra;

    HostRouter(Service arm, Service entra) {
        this.arm = arm;
        this.entra = entra;
    }

    @Override
    public Reply handle(HttpCall call) {
        String host = call.host();
        return switch (host) {
            case ARM, "127.0.0.1", "localhost", "[::1]" -> arm.handle(call);
            case LOGIN, "login.windows.net", "login.microsoft.com", "sts.windows.net" -> entra.handle(call);
            default ->
                Reply.of(
                        421,
                        "text/plain; charset=utf-8",
                        Content.utf8("The local Azure has no service of the name " + host + ".\n"));
        };
    }
}
