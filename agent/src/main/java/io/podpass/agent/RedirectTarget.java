package io.podpass.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the redirect leads. Linux drops what comes from outside for a loopback address unless {@code route_localnet} is on,
 * and has no such switch for IPv6: then pods are led to the node's own address, and the agent listens there too.
 */
final class RedirectTarget {
    private static final Logger LOG = LoggerFactory.getLogger(RedirectTarget.class);
    private static final String ROUTE_LOCALNET = "/proc/sys/net/ipv4/conf/all/route_localnet";

    private final Listeners listeners;
    private final InetSocketAddress metadata;
    private final Commands commands;
    private Optional<InetAddress> nodeAddress;

    RedirectTarget(
            Listeners listeners, InetSocketAddress metadata, Optional<InetAddress> nodeAddress, Commands commands) {
        this.listeners = listeners;
        this.metadata = metadata;
        this.nodeAddress = nodeAddress;
        this.commands = commands;
    }

    /** As things are now: a sysctl may change while the agent runs. Throws {@link AgentException}. */
    synchronized InetSocketAddress now() {
        var told = listeners.told();
        var family = IpFamily.of(metadata.getAddress());
        var address = choose(told.getAddress(), family, this::routesLocalnet);
        if (address.isPresent()) {
            return new InetSocketAddress(address.get(), told.getPort());
        }
        var node = new InetSocketAddress(nodeAddress(family), told.getPort());
        listeners.also(node);
        return node;
    }

    /**
     * Empty stands for the node's own address. A listener on every address is reached by loopback, as ever (spec
     * aad-pod-identity §2.1).
     */
    static Optional<InetAddress> choose(InetAddress told, IpFamily family, BooleanSupplier routesLocalnet) {
        var loopback = told.isLoopbackAddress() || told.isAnyLocalAddress();
        if (!loopback) {
            return IpFamily.of(told) == family ? Optional.of(told) : Optional.empty();
        }
        if (family == IpFamily.IPV6 || !routesLocalnet.getAsBoolean()) {
            return Optional.empty();
        }
        return Optional.of(
                told.isLoopbackAddress() && IpFamily.of(told) == family
                        ? told
                        : InetAddress.ofLiteral(family.loopback()));
    }

    /** One that is on for single interfaces only does not count: interfaces of pods come and go. */
    private boolean routesLocalnet() {
        return commands.file(ROUTE_LOCALNET)
                .filter(text -> text.strip().equals("1"))
                .isPresent();
    }

    private InetAddress nodeAddress(IpFamily family) {
        if (nodeAddress.isEmpty()) {
            nodeAddress = Optional.of(towards(metadata));
        }
        var address = nodeAddress.get();
        if (address.isLoopbackAddress() || address.isAnyLocalAddress() || IpFamily.of(address) != family) {
            throw new AgentException(
                    "pods can't reach the agent's loopback listener (route_localnet is off), and " + IpText.of(address)
                            + " is no address of this node to lead them to instead: give one with --node-ip");
        }
        LOG.atDebug().addKeyValue("address", IpText.of(address)).log("pods are led to the node's own address");
        return address;
    }

    /** The address that the node itself calls from; asks the kernel for a route and sends nothing. */
    private static InetAddress towards(InetSocketAddress metadata) {
        try (var socket = new DatagramSocket()) {
            socket.connect(metadata);
            return socket.getLocalAddress();
        } catch (IOException | UncheckedIOException e) {
            throw new AgentException(
                    "pods can't reach the agent's loopback listener (route_localnet is off), and the node's own address"
                            + " can't be told: " + e.getMessage() + "; give it with --node-ip",
                    e);
        }
    }
}
