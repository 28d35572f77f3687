package io.podpass.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.podpass.kube.EventRecorder;
import io.podpass.kube.EventRecorder.Severity;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventRecorderTest {
    private static final ObjectReference ABOUT = new ObjectReferenceBuilder()
            .withApiVersion("aadpodidentity.k8s.io/v1")
            .withKind("AzureIdentity")
            .withNamespace("shop")
            .withName("kv-id")
            .withUid("uid")
            .build();

    @TempDir
    Path folder;

    @Test
    void countsUpWhatWasReportedBefore() throws Exception {
        var events = written("wrong", "wrong", "wrong");

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getCount()).isEqualTo(3);
            assertThat(event.getMessage()).isEqualTo("wrong");
            assertThat(event.getMetadata().getName()).startsWith("kv-id.");
        });
    }

    @Test
    void differentMessagesAreDifferentEvents() throws Exception {
        assertThat(written("wrong", "still wrong")).hasSize(2);
    }

    private List<Event> written(String... messages) throws Exception {
        try (var world = new World(folder)) {
            try (var recorder = new EventRecorder(world.client, Clock.systemUTC(), "aadpodidentity.k8s.io")) {
                for (var message : messages) {
                    recorder.report(ABOUT, Severity.WARNING, "invalid identity", message);
                }
            }
            // Closing writes what was reported before.
            return world.client.v1().events().inNamespace("shop").list().getItems();
        }
    }
}
