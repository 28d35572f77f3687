package io.podpass.localazure;

/** What can be done with secrets, as roles and as access policies call it. */
enum SecretAction {
    GET("getSecret/action", "get"),
    SET("setSecret/action", "set"),
    LIST("readMetadata/action", "list"),
    UPDATE("update/action", "set"),
    DELETE("delete", "delete"),
    RECOVER("recover/action", "recover"),
    PURGE("purge/action", "purge");

    private final String dataAction;
    private final String permission;

    SecretAction(String dataAction, String permission) {
        this.dataAction = "Microsoft.KeyVault/vaults/secrets/" + dataAction;
        this.permission = permission;
    }

    String dataAction() {
        return dataAction;
    }

    String permission() {
        return permission;
    }
}
