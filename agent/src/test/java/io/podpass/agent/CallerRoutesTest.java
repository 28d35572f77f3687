package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.podpass.core.Pod;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class CallerRoutesTest {
    private static final String ORDERS_AT = "10.244.0.10";
    private static final String BILLING_AT = "10.244.0.11";
    private static final Pod ORDERS = Samples.pod("orders", ORDERS_AT);
    private static final Pod BILLING = Samples.pod("billing", BILLING_AT);
    private static final String HEADER = "Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT\n";
    private static final String ORDERS_ROUTE = "azv1 0A00F40A 00000000 0005 0 0 0 FFFFFFFF 0 0 0\n";
    private static final String BILLING_ROUTE = "azv2 0B00F40A 00000000 0005 0 0 0 FFFFFFFF 0 0 0\n";
    private static final String BRIDGE_ROUTE = "cbr0 0000F40A 00000000 0001 0 0 0 00FFFFFF 0 0 0\n";
    private static final String OTHER_HOST_ROUTE = "cilium_host 0100F40A 00000000 0005 0 0 0 FFFFFFFF 0 0 0\n";

    private final StoryClock clock = new StoryClock();
    private final FakeCommands node = new FakeCommands();

    private CallerRoutes routes(RouteCheck mode) {
        return new CallerRoutes(mode, node, Set.of(ORDERS_AT, BILLING_AT)::contains, clock);
    }

    private void nodeHas(String... lines) {
        node.has("/proc/net/route", HEADER + String.join("", lines));
    }

    private static void assertRefused(ThrowingCallable check) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(check)
                .satisfies(e -> assertThat(e.refusal().reason()).isEqualTo(RefusalReason.CALLER_ROUTE.text()));
    }

    private static void assertPasses(ThrowingCallable check) {
        assertThatCode(check).doesNotThrowAnyException();
    }

    @Test
    void aCallerOnItsPodsOwnInterfacePasses() {
        nodeHas(ORDERS_ROUTE, BILLING_ROUTE);

        assertPasses(() -> routes(RouteCheck.AUTO).check(ORDERS_AT, ORDERS));
        assertPasses(() -> routes(RouteCheck.REQUIRE).check(BILLING_AT, BILLING));
    }

    @Test
    void anAddressWhoseRouteIsGoneIsRefusedWhereOtherPodsHaveTheirs() {
        nodeHas(ORDERS_ROUTE);

        assertRefused(() -> routes(RouteCheck.AUTO).check(BILLING_AT, BILLING));
    }

    @Test
    void anInterfaceWithMoreBehindItIsNoPodsOwn() {
        for (var file : new String[] {"bridge/bridge_id", "brport/port_no", "device/uevent"}) {
            var node = new FakeCommands()
                    .has("/proc/net/route", HEADER + ORDERS_ROUTE)
                    .has("/sys/class/net/azv1/" + file, "1");
            var routes = new CallerRoutes(RouteCheck.AUTO, node, ORDERS_AT::equals, clock);

            assertRefused(() -> routes.check(ORDERS_AT, ORDERS));
        }
    }

    @Test
    void whereNoPodHasARouteOfItsOwnCallersPassUnlessOneIsRequired() {
        nodeHas(BRIDGE_ROUTE, OTHER_HOST_ROUTE);

        assertPasses(() -> routes(RouteCheck.AUTO).check(ORDERS_AT, ORDERS));
        assertRefused(() -> routes(RouteCheck.REQUIRE).check(ORDERS_AT, ORDERS));
    }

    @Test
    void nothingIsCheckedWhenItIsOff() {
        nodeHas(BILLING_ROUTE);

        assertPasses(() -> routes(RouteCheck.OFF).check(ORDERS_AT, ORDERS));
    }

    @Test
    void aNewPodsRouteIsSeenAtItsFirstCall() {
        var routes = routes(RouteCheck.AUTO);
        nodeHas(ORDERS_ROUTE);
        routes.check(ORDERS_AT, ORDERS);
        nodeHas(ORDERS_ROUTE, BILLING_ROUTE);
        clock.advance(CallerRoutes.FRESH_FOR_REFUSAL);

        assertPasses(() -> routes.check(BILLING_AT, BILLING));
    }

    @Test
    void aRouteThatWentAwayIsNoticed() {
        var routes = routes(RouteCheck.AUTO);
        nodeHas(ORDERS_ROUTE, BILLING_ROUTE);
        routes.check(ORDERS_AT, ORDERS);
        nodeHas(BILLING_ROUTE);
        clock.advance(CallerRoutes.FRESH);

        assertRefused(() -> routes.check(ORDERS_AT, ORDERS));
    }

    @Test
    void routesAreReadOnceForManyCallsOfManyPods() {
        var routes = routes(RouteCheck.AUTO);
        nodeHas(ORDERS_ROUTE, BILLING_ROUTE);
        for (int call = 0; call < 100; call++) {
            routes.check(ORDERS_AT, ORDERS);
            routes.check(BILLING_AT, BILLING);
        }

        assertThat(node.filesRead()).filteredOn("/proc/net/route"::equals).hasSize(1);
    }
}
