package io.podpass.agent;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/**
 * Where the agent is reached, and what it reaches.
 *
 * @param listen where to listen ({@code --nmi-listen-address}, {@code --nmi-port}); port 0 takes any
 * @param metadata the address whose traffic is diverted to the agent ({@code --metadata-ip}, {@code --metadata-port})
 * @param imds scheme, host and port where the agent itself reaches IMDS
 */
public record Addresses(InetSocketAddress listen, InetSocketAddress metadata, URI imds) {
    public static final Addresses DEFAULTS = new Addresses(
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 2579),
            new InetSocketAddress(InetAddress.ofLiteral("169.254.169.254"), 80),
            URI.create("http://169.254.169.254:80"));

    public Addresses {
        if (listen.isUnresolved() || metadata.isUnresolved()) {
            throw new IllegalArgumentException("listen and metadata must be addresses, not host names");
        }
        if (!isOrigin(imds)) {
            throw new IllegalArgumentException(
                    "the endpoint of IMDS must be http:// and a host, with a port if it is not 80, was " + imds);
        }
    }

    private static boolean isOrigin(URI uri) {
        return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                && uri.getHost() != null
                && uri.getUserInfo() == null
                && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
    }

    public Addresses withListen(InetSocketAddress value) {
        return new Addresses(value, metadata, imds);
    }

    public Addresses withImds(URI value) {
        return new Addresses(listen, metadata, value);
    }
}
