package io.podpass.localazure;

/** The names that Entra gives one tenant (spec azure-platform §2.1, §2.6). */
record Tenant(String id) {
    static final String LOGIN = "https://login.microsoftonline.com/";

    String v1Issuer() {
        return "https://sts.windows.net/" + id + "/";
    }

    String v2Issuer() {
        return LOGIN + id + "/v2.0";
    }

    String authority() {
        return LOGIN + id;
    }
}
