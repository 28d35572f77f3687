package io.podpass.localkube;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;

/**
 * Where the server listens and which time it writes into objects.
 *
 * @param address a loopback address, because there is no authentication; port 0 picks a free one
 * @param clock the source of creation, deletion and condition times and of the ages that tables show
 */
public record LocalKubeSettings(InetSocketAddress address, Clock clock) {
    /** Throws {@link IllegalArgumentException} for an address that other machines could reach. */
    public LocalKubeSettings {
        requireNonNull(address, "address is null");
        requireNonNull(clock, "clock is null");
        if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException(
                    "address must be a loopback address such as 127.0.0.1, because anyone who reaches this server"
                            + " may do anything with it; was " + address);
        }
    }

    /** 127.0.0.1 on a free port, with the system's clock. */
    public static LocalKubeSettings loopback() {
        return new LocalKubeSettings(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), Clock.systemUTC());
    }
}
