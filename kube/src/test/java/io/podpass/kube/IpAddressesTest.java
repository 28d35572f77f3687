package io.podpass.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IpAddressesTest {
    @ParameterizedTest
    @ValueSource(strings = {"fd00::a", "FD00::A", "fd00:0:0:0::a", "fd00:0000::000a", "fd00::a%eth0", "fd00::0.0.0.10"})
    void everySpellingOfAnAddressHasOneForm(String spelling) {
        assertThat(IpAddresses.canonical(spelling)).contains("fd00:0:0:0:0:0:0:a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.244.0.11", "::ffff:10.244.0.11", "::FFFF:0af4:000b"})
    void anIpv4AddressStaysOneWhenItIsMappedIntoIpv6(String spelling) {
        assertThat(IpAddresses.canonical(spelling)).contains("10.244.0.11");
    }

    @Test
    void theZoneOfALinkLocalPeerIsNoPartOfItsAddress() throws UnknownHostException {
        var scoped =
                Inet6Address.getByAddress("", InetAddress.ofLiteral("fe80::1").getAddress(), 3);

        assertThat(IpAddresses.canonical(scoped)).isEqualTo("fe80:0:0:0:0:0:0:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "10.244.0.11.5", "fd00::a::b", "1.2.3.4/32"})
    void whatIsNoAddressHasNoForm(String text) {
        assertThat(IpAddresses.canonical(text)).isEmpty();
    }
}
