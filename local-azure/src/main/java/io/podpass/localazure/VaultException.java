package io.podpass.localazure;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A refusal of Key Vault (spec azure-platform §5.1). */
final class VaultException extends RuntimeException {
    private final int status;
    private final String code;
    private final String inner;

    VaultException(int status, String code, String message) {
        this(status, code, "", message);
    }

    VaultException(int status, String code, String inner, String message) {
        super(message);
        this.status = status;
        this.code = code;
        this.inner = inner;
    }

    static VaultException secretNotFound(String name) {
        return new VaultException(
                404,
                "SecretNotFound",
                "A secret with (name/id) " + name + " was not found in this key vault. If you recently deleted this"
                        + " secret you may be able to recover it using the correct recovery command. For help resolving"
                        + " this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182");
    }

    int status() {
        return status;
    }

    Reply reply() {
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error").put("code", code).put("message", getMessage());
        if (!inner.isEmpty()) {
            error.putObject("innererror").put("code", inner);
        }
        return Reply.json(status, body);
    }
}
