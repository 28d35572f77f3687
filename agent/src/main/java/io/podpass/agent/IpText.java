package io.podpass.agent;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Addresses as RFC 5952 writes them, and with it iptables and nft in what they list. Compare with core's IpAddresses. */
final class IpText {
    private static final int GROUPS = 8;

    private IpText() {}

    /** Without the zone of a link-local address. */
    static String of(InetAddress address) {
        if (address instanceof Inet4Address) {
            return address.getHostAddress();
        }
        var bytes = address.getAddress();
        var groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = Byte.toUnsignedInt(bytes[2 * i]) << 8 | Byte.toUnsignedInt(bytes[2 * i + 1]);
        }
        return text(groups);
    }

    /** With the port, as iptables and nft write a destination. */
    static String of(InetSocketAddress address) {
        var text = of(address.getAddress());
        return (text.contains(":") ? "[" + text + "]" : text) + ":" + address.getPort();
    }

    private static String text(int[] groups) {
        var start = GROUPS;
        var length = 1; // a single zero is written out
        for (int i = 0; i < GROUPS; i++) {
            var run = zeros(groups, i);
            if (run > length) {
                start = i;
                length = run;
            }
        }
        var text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == start) {
                text.append(i == 0 ? "::" : ":");
                i += length - 1;
            } else {
                text.append(Integer.toHexString(groups[i])).append(i < GROUPS - 1 ? ":" : "");
            }
        }
        return text.toString();
    }

    private static int zeros(int[] groups, int from) {
        var end = from;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - from;
    }
}
