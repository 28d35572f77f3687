package io.podpass.agent;

import java.net.Inet4Address;
import java.net.InetAddress;

/** What differs between the rules of IPv4 and IPv6. */
enum IpFamily {
    IPV4("iptables", "ip", "127.0.0.1", 32),
    IPV6("ip6tables", "ip6", "::1", 128);

    private final String iptables;
    private final String nft;
    private final String loopback;
    private final int bits;

    IpFamily(String iptables, String nft, String loopback, int bits) {
        this.iptables = iptables;
        this.nft = nft;
        this.loopback = loopback;
        this.bits = bits;
    }

    static IpFamily of(InetAddress address) {
        return address instanceof Inet4Address ? IPV4 : IPV6;
    }

    /** The program, without a back end's suffix. */
    String iptables() {
        return iptables;
    }

    /** nft's word for it, in front of tables and addresses. */
    String nft() {
        return nft;
    }

    String loopback() {
        return loopback;
    }

    /** Length of the prefix that stands for one address. */
    int bits() {
        return bits;
    }
}
