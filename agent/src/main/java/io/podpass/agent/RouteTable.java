package io.podpass.agent;

import io.podpass.kube.IpAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The routes of the kernel's tables that lead to one address by one interface, without a router between; addresses in the form of {@link IpAddresses}. A pod has one where
 * the network plugin gives each pod an interface of the node: Azure CNI, Calico, Cilium with endpoint routes, others.
 */
record RouteTable(Map<String, Set<String>> interfacesOf, Map<String, Set<String>> addressesOf) {
    private static final int V4_UP = 0x1;
    private static final int V4_REJECT = 0x200;
    private static final long V6_LOCAL_ANYCAST_OR_REJECT = 0x80000000L | 0x00100000L | 0x200L;
    private static final String V6_NO_ROUTER = "0".repeat(32);

    /** From the content of {@code /proc/net/route} and {@code /proc/net/ipv6_route}. */
    static RouteTable parse(String route, String ipv6Route) {
        var table = new RouteTable(new HashMap<>(), new HashMap<>());
        route.lines().skip(1).forEach(line -> table.addV4(line.strip().split("\\s+", -1)));
        ipv6Route.lines().forEach(line -> table.addV6(line.strip().split("\\s+", -1)));
        return table;
    }

    private void addV4(String[] fields) {
        if (fields.length < 8) {
            return;
        }
        var flags = Integer.parseInt(fields[3], 16);
        if (fields[7].equals("FFFFFFFF")
                && fields[2].equals("00000000")
                && (flags & V4_UP) != 0
                && (flags & V4_REJECT) == 0) {
            add(fields[0], reversed(HexFormat.of().parseHex(fields[1])));
        }
    }

    /** The kernel prints the number as this machine's memory holds it: least byte first on every node of AKS. */
    private static byte[] reversed(byte[] bytes) {
        return new byte[] {bytes[3], bytes[2], bytes[1], bytes[0]};
    }

    private void addV6(String[] fields) {
        if (fields.length >= 10
                && fields[1].equals("80")
                && fields[4].equals(V6_NO_ROUTER)
                && (Long.parseLong(fields[8], 16) & V6_LOCAL_ANYCAST_OR_REJECT) == 0) {
            add(fields[9], HexFormat.of().parseHex(fields[0]));
        }
    }

    private void add(String link, byte[] address) {
        try {
            var text = IpAddresses.canonical(InetAddress.getByAddress(address));
            interfacesOf.computeIfAbsent(text, _ -> new TreeSet<>()).add(link);
            addressesOf.computeIfAbsent(link, _ -> new TreeSet<>()).add(text);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // thrown for a wrong length only
        }
    }

    /** The interface that leads to this address and to no other than {@code addresses}; empty if there is none. */
    Optional<String> own(String address, Set<String> addresses) {
        var interfaces = interfacesOf.getOrDefault(address, Set.of());
        return interfaces.size() == 1
                ? interfaces.stream()
                        .filter(link -> addresses.containsAll(addressesOf.getOrDefault(link, Set.of())))
                        .findFirst()
                : Optional.empty();
    }
}
