package io.podpass.cli;

import io.podpass.agent.Addresses;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the agent listens, what is diverted to it and what it reaches itself. */
final class AddressOptions {
    @Option(names = "--nmi-listen-address", defaultValue = "127.0.0.1", description = "Default: ${DEFAULT-VALUE}.")
    private String listenAddress = "";

    @Option(names = "--nmi-port", defaultValue = "2579", description = "Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(names = "--metadata-ip", defaultValue = "169.254.169.254", description = "Address that is diverted.")
    private String metadataAddress = "";

    @Option(names = "--metadata-port", defaultValue = "80", description = "Port that is diverted.")
    private int metadataPort;

    @Option(
            names = "--imds-endpoint",
            paramLabel = "URL",
            description = "Where the agent itself reaches IMDS. Default: the metadata address.")
    private Optional<URI> imds = Optional.empty();

    Addresses addresses() {
        return new Addresses(
                new InetSocketAddress(address("--nmi-listen-address", listenAddress), port),
                new InetSocketAddress(address("--metadata-ip", metadataAddress), metadataPort),
                imds.orElse(URI.create("http://" + bracketed(metadataAddress) + ":" + metadataPort)));
    }

    private static String bracketed(String address) {
        return address.contains(":") ? "[" + address + "]" : address;
    }

    static InetAddress address(String option, String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + " must be an IP address, was " + text, e);
        }
    }
}
