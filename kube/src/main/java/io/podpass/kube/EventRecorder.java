package io.podpass.kube;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes Kubernetes events without holding up whoever reports them. What was reported before counts up the event that is
 * there. Safe for use by many threads.
 */
public final class EventRecorder implements AutoCloseable {
    public enum Severity {
        NORMAL("Normal"),
        WARNING("Warning");

        private final String text;

        Severity(String text) {
            this.text = text;
        }
    }

    /** Events are news and no records: rather than to grow without bound, they get lost. */
    private static final int MAX_WAITING = 1000;

    /** Closing waits so long for what is still to be written. */
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private static final int MAX_REMEMBERED = 4096;
    private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);

    private record Report(ObjectReference about, Severity severity, String reason, String message) {}

    /** Ends the writing. */
    private static final Report LAST = new Report(new ObjectReference(), Severity.NORMAL, "", "");

    private record Written(String name, int count) {}

    private final BlockingQueue<Report> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
    private final Map<Report, Written> written = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Report, Written> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };
    private final LongAdder lost = new LongAdder();
    private final KubernetesClient client;
    private final Clock clock;
    private final String component;
    private final Thread writer;

    /** {@code component} is named as the source; the client stays the caller's to close. */
    public EventRecorder(KubernetesClient client, Clock clock, String component) {
        this.client = client;
        this.clock = clock;
        this.component = component;
        this.writer = Thread.ofVirtual().name("podpass-events").start(this::writeUntilInterrupted);
    }

    /** Returns at once; what can't be written in time is lost. */
    public void report(ObjectReference about, Severity severity, String reason, String message) {
        if (!waiting.offer(new Report(about, severity, reason, message))) {
            lost.increment();
            // A rush of events is told of a few times, not as often as there are events.
            var sum = lost.sum();
            if (Long.bitCount(sum) == 1) {
                LOG.atWarn()
                        .addKeyValue("reason", reason)
                        .addKeyValue("lost", sum)
                        .log("events are lost: too many are waiting to be written");
            }
        }
    }

    /** Reports that were not written, and will not be. */
    public long lost() {
        return lost.sum();
    }

    private void writeUntilInterrupted() {
        try {
            for (var report = waiting.take(); !report.equals(LAST); report = waiting.take()) {
                write(report);
            }
        } catch (InterruptedException _) {
            LOG.atDebug().addKeyValue("unwritten", waiting.size()).log("no more events");
        }
    }

    private void write(Report report) {
        try {
            var before = written.get(report);
            if (before == null || !countUp(report, before)) {
                written.put(report, new Written(create(report), 1));
            }
        } catch (KubernetesClientException e) {
            lost.increment();
            LOG.atWarn()
                    .addKeyValue("reason", report.reason())
                    .addKeyValue("problem", e.getMessage())
                    .log("an event could not be written");
        }
    }

    /** False when the API server has forgotten the event. */
    private boolean countUp(Report report, Written before) {
        var count = before.count() + 1;
        try {
            // An object and not its name alone, for which the client would read it first.
            client.resource(new EventBuilder()
                            .withNewMetadata()
                            .withNamespace(report.about().getNamespace())
                            .withName(before.name())
                            .endMetadata()
                            .build())
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            "{\"count\":" + count + ",\"lastTimestamp\":\"" + clock.instant() + "\"}");
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return false;
            }
            throw e;
        }
        written.put(report, new Written(before.name(), count));
        return true;
    }

    private String create(Report report) {
        var now = clock.instant().toString();
        Event event = new EventBuilder()
                .withNewMetadata()
                .withNamespace(report.about().getNamespace())
                .withGenerateName(report.about().getName() + ".")
                .endMetadata()
                .withInvolvedObject(report.about())
                .withType(report.severity().text)
                .withReason(report.reason())
                .withMessage(report.message())
                .withNewSource()
                .withComponent(component)
                .endSource()
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .build();
        return client.resource(event).create().getMetadata().getName();
    }

    @Override
    public void close() {
        try {
            if (!waiting.offer(LAST) || !writer.join(DRAIN)) {
                writer.interrupt();
            }
        } catch (InterruptedException _) {
            writer.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
