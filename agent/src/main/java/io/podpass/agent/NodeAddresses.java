package io.podpass.agent;

import io.podpass.kube.IpAddresses;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.HashSet;
import java.util.Set;

/** The node's own addresses, which are nobody's pod, in the form of {@link IpAddresses}. */
final class NodeAddresses {
    /** What only programs in the node's own network call from. */
    static final Set<String> LOOPBACK = Set.of(canonical(IpFamily.IPV4), canonical(IpFamily.IPV6));

    private NodeAddresses() {}

    /** Throws {@link AgentException}. */
    static Set<String> of(AgentSettings settings) {
        var addresses = new HashSet<>(LOOPBACK);
        addresses.add(IpAddresses.canonical(settings.addresses().listen().getAddress()));
        settings.redirect()
                .nodeAddress()
                .map((InetAddress address) -> IpAddresses.canonical(address))
                .ifPresent(addresses::add);
        // Without a redirect this need not be a node: on a laptop pods may well have addresses of its interfaces.
        if (settings.redirect().kind() != RedirectKind.NONE) {
            addresses.addAll(ofInterfaces());
        }
        return Set.copyOf(addresses);
    }

    private static String canonical(IpFamily family) {
        return IpAddresses.canonical(InetAddress.ofLiteral(family.loopback()));
    }

    private static Set<String> ofInterfaces() {
        try {
            var addresses = new HashSet<String>();
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map((InetAddress address) -> IpAddresses.canonical(address))
                    .forEach(addresses::add);
            return addresses;
        } catch (SocketException e) {
            throw new AgentException("cannot read the addresses of this node: " + e.getMessage(), e);
        }
    }
}
