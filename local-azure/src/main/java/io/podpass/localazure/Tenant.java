package io.podpass.localazure;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names that Entra gives one tenant (spec azure-platform §2.1, §2.6). */
record Tenant(String id) {
    static final String LOGIN = "https://login.microsoftonline.com/";

    String v1Issuer() {
        return "https://sts.windows.net/" + id + "/";
    }

    String v2Issuer() {
        return LOGIN + id + "/v2.0";
    }

    /**
     * What an assertion to this tenant's token endpoint may name: either endpoint or the issuer, by the official host
     * name or by the one that the caller used.
     */
    Set<String> tokenAudiences(HttpCall call) {
        return Stream.of(LOGIN + id, call.self("/" + id).toString())
                .flatMap(base -> Stream.of(base + "/oauth2/v2.0/token", base + "/oauth2/token", base + "/v2.0"))
                .collect(Collectors.toUnmodifiableSet());
    }

    String authority() {
        return LOGIN + id;
    }
}
