package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IpTextTest {
    @ParameterizedTest
    @CsvSource({
        "10.240.0.4,10.240.0.4",
        "::,::",
        "::1,::1",
        "fd00:0:0:0:0:0:0:4,fd00::4",
        "fd00:0240::,fd00:240::",
        "1:0:0:2:0:0:0:3,1:0:0:2::3",
        "1:0:0:2:3:0:0:4,1::2:3:0:0:4",
        "1:0:2:3:4:5:6:7,1:0:2:3:4:5:6:7",
        "FD00::ABCD,fd00::abcd",
        "0:0:0:0:0:0:1:0,::1:0",
    })
    void writesAddressesAsIptablesListsThem(String given, String written) {
        assertThat(IpText.of(InetAddress.ofLiteral(given))).isEqualTo(written);
    }

    @Test
    void putsBracketsAroundAnIpv6AddressWithAPort() {
        assertThat(IpText.of(new InetSocketAddress(InetAddress.ofLiteral("fd00::4"), 2579)))
                .isEqualTo("[fd00::4]:2579");
        assertThat(IpText.of(new InetSocketAddress(InetAddress.ofLiteral("10.0.0.4"), 2579)))
                .isEqualTo("10.0.0.4:2579");
    }
}
