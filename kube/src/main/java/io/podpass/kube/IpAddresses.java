package io.podpass.kube;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/** One text for each IP address, so that the same address compares equal wherever it was read. Looks nothing up. */
public final class IpAddresses {
    private IpAddresses() {}

    /** Without zone, IPv4 mapped into IPv6 as IPv4, IPv6 in lower case and uncompressed. */
    public static String canonical(InetAddress address) {
        var text = address.getHostAddress();
        var zone = address instanceof Inet6Address ? text.indexOf('%') : -1;
        return zone < 0 ? text : text.substring(0, zone);
    }

    /** The canonical form of a literal in any spelling; empty when the text is none. */
    public static Optional<String> canonical(String literal) {
        var zone = literal.indexOf('%');
        try {
            return Optional.of(canonical(InetAddress.ofLiteral(zone < 0 ? literal : literal.substring(0, zone))));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
