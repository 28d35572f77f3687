package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedirectTargetTest {
    /** {@code node} stands for the node's own address. */
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, IPV4, true,  127.0.0.1",
        "127.0.0.1, IPV4, false, node",
        "127.0.0.9, IPV4, true,  127.0.0.9",
        "0.0.0.0,   IPV4, true,  127.0.0.1",
        "0.0.0.0,   IPV4, false, node",
        "::,        IPV4, true,  127.0.0.1",
        "10.0.0.4,  IPV4, false, 10.0.0.4",
        "10.0.0.4,  IPV4, true,  10.0.0.4",
        "10.0.0.4,  IPV6, true,  node",
        "127.0.0.1, IPV6, true,  node",
        "::1,       IPV6, true,  node",
        "::,        IPV6, true,  node",
        "fd00::4,   IPV6, false, fd00::4",
        "fd00::4,   IPV4, true,  node",
    })
    void leadsToLoopbackOnlyWhereTheKernelLetsPodsReachIt(
            String listen, IpFamily family, boolean routesLocalnet, String target) {
        var address = RedirectTarget.choose(InetAddress.ofLiteral(listen), family, () -> routesLocalnet);

        assertThat(address)
                .isEqualTo(target.equals("node") ? Optional.empty() : Optional.of(InetAddress.ofLiteral(target)));
    }
}
