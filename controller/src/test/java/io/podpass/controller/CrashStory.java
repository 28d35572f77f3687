package io.podpass.controller;

import static io.podpass.controller.World.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.core.Host;
import io.podpass.core.ResourceId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;

/**
 * Pods of several identities on two scale sets come and go, while the controller ends at one of its calls. Another
 * goes on with what is there.
 */
final class CrashStory implements AutoCloseable {
    private static final ResourceId KUBELET = id("kubelet");
    private static final ResourceId BEFORE = id("before");
    /** By then hosts are looked at once more. */
    private static final Duration LATER = ControllerSettings.RECONCILE.plusMinutes(1);

    /**
     * Where a story is cut.
     *
     * @param atCall of the first controller
     * @param afterEffect whether that call takes effect
     * @param missesAStep whether the next step is taken before another controller begins
     */
    record Cut(int atCall, boolean afterEffect, boolean missesAStep) {}

    private interface Step {
        void take();
    }

    private final VirtualTime time = new VirtualTime();
    private final World world;
    private final Host pool;
    private final Host spare;
    private final String point;
    private final boolean missesAStep;
    private Mortal life;
    private KubernetesClient client;
    private Controller controller;
    private boolean cut;
    private String last = "nothing";

    CrashStory(World world, Cut where) {
        this.world = world;
        // Hosts of its own: what is on record of those of other stories is none of this one's.
        this.point = "cut-" + (where.afterEffect() ? "after-" : "before-") + (where.missesAStep() ? "missing-" : "")
                + where.atCall();
        this.missesAStep = where.missesAStep();
        this.pool = World.scaleSet(point + "-pool");
        this.spare = World.scaleSet(point + "-spare");
        world.azure.host(pool, KUBELET, BEFORE);
        world.azure.host(spare);
        world.node(point + "-pool", 0);
        world.node(point + "-pool", 1);
        world.node(point + "-spare", 0);
        this.life = new Mortal(where.atCall(), where.afterEffect(), time);
        this.client = world.client(life);
        this.controller = start();
    }

    private Controller start() {
        return Controller.start(World.SETTINGS.withClock(time), client, life.calling(world.azure), time.timer());
    }

    boolean wasCut() {
        return cut;
    }

    void tell() throws Exception {
        List<Step> steps = List.of(this::begin, this::change, this::shrink, this::end);
        for (var step : steps) {
            step.take();
            restartIfDead();
            awaitIdeal();
            if (life.dead() && !missesAStep) {
                restartIfDead();
                awaitIdeal();
            }
        }
        if (restartIfDead()) {
            awaitIdeal();
        }
        time.advance(LATER);
        awaitIdeal();
        assertThat(world.azure.attached(pool)).as(told()).containsExactlyInAnyOrder(KUBELET, BEFORE);
    }

    private void begin() {
        world.grant("shop", "orders", "orders");
        world.grant("shop", "billing", "billing");
        world.grant("shop", "before", "before");
        world.pod("shop", "orders-0", point + "-pool-0", "orders");
        world.pod("shop", "billing-0", point + "-pool-1", "billing");
        world.pod("shop", "before-0", point + "-pool-1", "before");
        world.pod("shop", "orders-1", point + "-spare-0", "orders");
    }

    private void change() {
        world.pointIdentity("shop", "billing", "billing-2");
        world.deletePod("shop", "before-0");
        world.deletePod("shop", "orders-0");
        world.grant("shop", "reports", "reports");
        world.pod("shop", "reports-0", point + "-pool-0", "reports");
        world.pod("shop", "reports-1", point + "-spare-0", "reports");
    }

    private void shrink() {
        world.azure.removeHost(spare);
        world.deleteNode(point + "-spare-0");
        world.deletePod("shop", "orders-1");
        world.deletePod("shop", "reports-1");
        world.deletePod("shop", "reports-0");
    }

    private void end() {
        world.deletePod("shop", "billing-0");
        List.of("orders", "billing", "before", "reports").forEach(name -> world.revoke("shop", name));
    }

    /** False when it is alive. */
    private boolean restartIfDead() {
        if (!life.dead()) {
            return false;
        }
        cut = true;
        last = life.last();
        stop();
        life = Mortal.immortal(time);
        client = world.client(life);
        controller = start();
        return true;
    }

    private void awaitIdeal() throws InterruptedException {
        var ideal = Ideal.of(world.client);
        try {
            time.runUntil(() -> life.dead() || isIdeal(ideal));
        } catch (TimeoutException e) {
            throw new AssertionError(
                    told() + ": " + ideal.differences() + ", attached " + world.azure.attached(pool), e);
        }
    }

    private boolean isIdeal(Ideal ideal) {
        var attached = new TreeSet<>(ideal.wanted(pool));
        attached.addAll(Set.of(KUBELET, BEFORE));
        return world.azure.attached(pool).equals(attached)
                && (!world.azure.has(spare) || world.azure.attached(spare).equals(ideal.wanted(spare)))
                && ideal.differences().isEmpty();
    }

    String told() {
        return point + " (" + last + ")";
    }

    private void stop() {
        controller.close();
        client.close();
    }

    @Override
    public void close() {
        stop();
        world.azure.removeHost(pool);
        world.deleteNode(point + "-pool-0");
        world.deleteNode(point + "-pool-1");
    }
}
