package io.podpass.bench;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Where requests go, and the request for a token that is sent there. */
record Endpoint(String host, int port) {
    static final String TOKEN_PATH = "/metadata/identity/oauth2/token";
    private static final String WARM = "https://vault.azure.net";

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }

    static String target(String audience) {
        return TOKEN_PATH + "?api-version=2018-02-01&resource=" + audience;
    }

    /** The one that is asked for again and again. */
    static String warmTarget() {
        return target(WARM);
    }

    String warmUrl() {
        return "http://" + host + ":" + port + warmTarget();
    }
}
