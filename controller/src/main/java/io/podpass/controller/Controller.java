package io.podpass.controller;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.azure.HostIdentityClient;
import io.podpass.kube.EventRecorder;
import io.podpass.kube.KubeException;
import io.podpass.kube.Timer;
import io.podpass.kube.Watches;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps assignments and the identities of hosts as pods, bindings and identities ask for, from {@link #start} to
 * {@link #close()}. Of several controllers of one cluster one acts; the others watch and take over.
 */
public final class Controller implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Controller.class);

    private final ControllerSettings settings;
    private final ControllerMetrics metrics;
    private final AzureHealth azureHealth;
    private final KubernetesClient client;
    private final HostIdentityClient hosts;
    private final Watches watches;
    private final Cluster cluster;
    /** Source of the old controller's events, too (spec aad-pod-identity §3.10). */
    private static final String EVENT_COMPONENT = "aadpodidentity.k8s.io";

    private final EventRecorder recorder;
    private final BindingEvents events;
    private final PodEvents podEvents;
    private final Problems problems;
    private final AssignmentWriter writer;
    private final HostRecords records;
    private final StatusWriter statusWriter;
    private final Triggers triggers;
    private final Leadership leadership;
    private final Timer timer;
    private Optional<Operations> operations = Optional.empty();
    /** Counts beginnings and ends: what was prepared for one term is not begun in another. */
    private final AtomicInteger terms = new AtomicInteger();

    private Controller(ControllerSettings settings, KubernetesClient client, HostIdentityClient hosts, Timer timer) {
        this.timer = timer;
        this.settings = settings;
        this.client = client;
        this.metrics = new ControllerMetrics(System::nanoTime);
        this.azureHealth = new AzureHealth(settings.clock());
        this.hosts = new MeasuredHosts(hosts, metrics, azureHealth);
        this.watches = new Watches(client);
        this.cluster = Cluster.watchedBy(watches);
        this.recorder = new EventRecorder(client, settings.clock(), EVENT_COMPONENT);
        this.podEvents = new PodEvents(cluster, recorder, settings.clock());
        this.problems = new Problems();
        this.events = new BindingEvents(cluster, recorder, podEvents, problems);
        this.writer = new AssignmentWriter(client, metrics);
        this.records = new KubeHostRecords(client, settings.leaderElection().namespace());
        this.statusWriter = new StatusWriter(client, settings.clock());
        this.triggers = new Triggers(cluster, events, podEvents, problems);
        this.leadership = new Leadership(client, settings.leaderElection(), settings.clock(), this::begin, this::end);
    }

    /**
     * Returns once the cluster has been read and the controller acts, or stands by for the one that does. Throws
     * {@link KubeException} naming what could not be read, and why, and {@link io.podpass.http.ListenException} when a port is
     * taken. Client and hosts stay the caller's to close.
     */
    public static Controller start(ControllerSettings settings, KubernetesClient client, HostIdentityClient hosts) {
        return start(settings, client, hosts, Timer.real());
    }

    /** As the other; the timer becomes the controller's to close. */
    static Controller start(
            ControllerSettings settings, KubernetesClient client, HostIdentityClient hosts, Timer timer) {
        var controller = new Controller(settings, client, hosts, timer);
        try {
            // First of all: it takes a while to read a large cluster, and whoever looks should see that.
            controller.operations = Optional.of(controller.operations());
            controller.watches.start();
            controller.watches.awaitSynced(settings.syncLimit());
            if (settings.leaderElection().enabled()) {
                controller.leadership.run();
            } else {
                controller.begin();
            }
            return controller;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            controller.close();
            throw new KubeException("interrupted while reading the cluster", e);
        } catch (RuntimeException e) {
            controller.close();
            throw e;
        }
    }

    private Operations operations() {
        return Operations.start(
                settings.ports(), metrics, triggers::current, new WatchHealth(watches, settings.clock()), azureHealth);
    }

    private void begin() {
        var mine = terms.incrementAndGet();
        metrics.elected();
        BooleanSupplier leads = settings.leaderElection().enabled() ? leadership::leads : () -> true;
        new TypeUpgrade(client, settings.typeUpgrade(), () -> terms.get() == mine && leads.getAsBoolean(), timer)
                .before(() -> begin(mine, leads));
    }

    /** Nothing, if this controller was to end meanwhile. */
    private void begin(int term, BooleanSupplier leads) {
        synchronized (terms) {
            if (terms.get() == term) {
                LOG.info("this controller acts from now on");
                var statuses = new Statuses(cluster, problems, statusWriter, settings, timer);
                triggers.begin(
                        new Term(
                                cluster, writer, events, podEvents, statuses, hosts, records, settings, leads, timer,
                                metrics),
                        cluster);
            }
        }
    }

    private void end() {
        Optional<Term> ended;
        synchronized (terms) {
            terms.incrementAndGet();
            ended = triggers.end();
        }
        ended.ifPresent(term -> {
            LOG.info("this controller acts no more");
            term.close();
        });
    }

    /** Whether the cluster has been read; also true while another controller acts. */
    public boolean ready() {
        return watches.synced();
    }

    /** Where probes are served; empty when they are not. */
    public OptionalInt probePort() {
        return operations.map(Operations::probePort).orElse(OptionalInt.empty());
    }

    /** Where metrics are served; empty when they are not. */
    public OptionalInt metricsPort() {
        return operations.map(Operations::metricsPort).orElse(OptionalInt.empty());
    }

    /** Lets calls that are in flight end, for some seconds, and gives the lease back after that. */
    @Override
    public void close() {
        operations.ifPresent(Operations::stopping);
        // The lease last: until then nobody else may act.
        end();
        leadership.close();
        watches.close();
        recorder.close();
        timer.close();
        operations.ifPresent(Operations::close);
    }
}
