package io.podpass.localazure;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * How a local Azure is to be.
 *
 * @param address where the HTTPS listener binds; port 0 takes a free one
 * @param tenantId the one Entra tenant, a GUID
 * @param subscriptionId the one subscription, a GUID
 * @param clock the time that tokens and operations see; certificates use the machine's own, as TLS clients do
 * @param random where GUIDs and generated names come from; used under a lock
 * @param latency how long Azure's slow things take
 */
public record LocalAzureSettings(
        InetSocketAddress address,
        String tenantId,
        String subscriptionId,
        Clock clock,
        RandomGenerator random,
        Latency latency) {
    public static final String DEFAULT_TENANT = "72f1a0c5-5d2e-4f0b-9c2b-3f6a5d0e7b11";
    public static final String DEFAULT_SUBSCRIPTION = "8c4b6a1e-0f3d-4b7a-8e21-d94c7f5a2063";

    /** A free port of the loopback interface, the machine's clock, everything at once. */
    public static LocalAzureSettings loopback() {
        return new LocalAzureSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                DEFAULT_TENANT,
                DEFAULT_SUBSCRIPTION,
                Clock.systemUTC(),
                new SecureRandom(),
                Latency.NONE);
    }
}
