package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class RouteTableTest {
    private static final String HEADER =
            "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";
    /** 10.244.0.10 and .11 by interfaces of their own, the host of a router, a bridge's network, the default route. */
    private static final String ROUTES = HEADER
            + "eth0\t00000000\t0100F00A\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"
            + "azv1\t0A00F40A\t00000000\t0005\t0\t0\t0\tFFFFFFFF\t0\t0\t0\n"
            + "azv2\t0B00F40A\t00000000\t0005\t0\t0\t0\tFFFFFFFF\t0\t0\t0\n"
            + "eth0\tFEA9FEA9\t0100F00A\t0007\t0\t0\t0\tFFFFFFFF\t0\t0\t0\n"
            + "cbr0\t0000F50A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n"
            + "*\t0C00F40A\t00000000\t0205\t0\t0\t0\tFFFFFFFF\t0\t0\t0\n";

    private static final String IPV6 = "fd00:244:0:0:0:0:0:10";
    private static final String NONE = "00000000000000000000000000000000";
    private static final String IPV6_ROUTES = "fd000244000000000000000000000010 80 " + NONE + " 00 " + NONE
            + " 00000400 00000001 00000000 00000001     azv1\n"
            + "fd000240000000000000000000000004 80 " + NONE + " 00 " + NONE
            + " 00000000 00000003 00000000 80200001     eth0\n"
            + "fd000244000000000000000000000020 80 " + NONE + " 00 fe800000000000000000000000000001"
            + " 00000400 00000001 00000000 00000003     eth0\n"
            + "ff000000000000000000000000000000 08 " + NONE + " 00 " + NONE
            + " 00000100 00000002 00000000 00000001     azv1\n";

    private static RouteTable table() {
        return RouteTable.parse(ROUTES, IPV6_ROUTES);
    }

    @Test
    void findsTheInterfaceThatLeadsToOneAddress() {
        assertThat(table().own("10.244.0.11", Set.of("10.244.0.11"))).contains("azv2");
        assertThat(table().own(IPV6, Set.of(IPV6, "10.244.0.10"))).contains("azv1");
    }

    @Test
    void countsNeitherNetworksNorRoutersNorTheNodesOwnNorDeadEnds() {
        assertThat(table().interfacesOf()).containsOnlyKeys("10.244.0.10", "10.244.0.11", IPV6);
    }

    @Test
    void anInterfaceThatLeadsToOthersTooIsNobodysOwn() {
        assertThat(table().own("10.244.0.10", Set.of("10.244.0.10")))
                .as("azv1 leads to an IPv6 address too, which is not this pod's")
                .isEmpty();
    }

    @Test
    void twoInterfacesThatLeadToAnAddressAreNobodysOwn() {
        var twice = ROUTES + "azv9\t0B00F40A\t00000000\t0005\t0\t0\t0\tFFFFFFFF\t0\t0\t0\n";

        assertThat(RouteTable.parse(twice, "").own("10.244.0.11", Set.of("10.244.0.11")))
                .isEmpty();
    }

    @Test
    void anEmptyTableHasNoRoutes() {
        assertThat(RouteTable.parse("", "").interfacesOf()).isEmpty();
    }
}
