package io.podpass.localkube;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** Lists, selectors, watches, informers. */
public abstract class WatchContract extends ContractCase {
    @Test
    void listsWhatLabelsSelect() {
        client().resource(labelled("a", "tier", "front")).create();
        client().resource(labelled("b", "tier", "back")).create();
        client().resource(configMap("c")).create();
        var maps = client().configMaps().inNamespace(namespace);

        assertThat(names(maps.withLabel("tier", "front").list())).containsExactly("a");
        assertThat(names(maps.withLabelIn("tier", "front", "back").list())).containsExactly("a", "b");
        assertThat(names(maps.withLabel("tier").list())).containsExactly("a", "b");
        assertThat(names(maps.withoutLabel("tier", "front").list()))
                .contains("b", "c")
                .doesNotContain("a");
        assertThat(names(maps.withLabelNotIn("tier", "back").list()))
                .contains("a", "c")
                .doesNotContain("b");
    }

    @Test
    void listsWhatFieldsSelect() {
        client().resource(pod("here", "node-1")).create();
        Pod there = client().resource(pod("there", "node-2")).create();
        client().resource(new PodBuilder(there)
                        .editStatus()
                        .withPhase("Running")
                        .withPodIP("10.9.8.7")
                        .endStatus()
                        .build())
                .updateStatus();

        assertThat(podsWhere("spec.nodeName", "node-1")).containsExactly("here");
        assertThat(podsWhere("status.podIP", "10.9.8.7")).containsExactly("there");
        assertThat(podsWhere("status.phase", "Running")).containsExactly("there");
        assertThat(podsWhere("metadata.name", "here")).containsExactly("here");
    }

    @Test
    void refusesAFieldThatCannotBeSelectedBy() {
        refused(400, "BadRequest", () -> podsWhere("spec.hostname", "x"));
    }

    @Test
    void pagesThroughAListOfOneMoment() {
        for (String name : List.of("a", "b", "c")) {
            client().resource(labelled(name, "paged", "yes")).create();
        }
        var maps = client().configMaps().inNamespace(namespace).withLabel("paged", "yes");

        ConfigMapList first = maps.list(new ListOptionsBuilder().withLimit(2L).build());
        client().resource(labelled("d", "paged", "yes")).create();
        ConfigMapList second = maps.list(new ListOptionsBuilder()
                .withLimit(2L)
                .withContinue(first.getMetadata().getContinue())
                .build());

        assertThat(names(first)).containsExactly("a", "b");
        assertThat(names(second)).containsExactly("c");
        assertThat(second.getMetadata().getContinue()).isNullOrEmpty();
    }

    @Test
    void watchesFromTheVersionOfAList() throws InterruptedException {
        client().resource(labelled("old", "seen", "yes")).create();
        var maps = client().configMaps().inNamespace(namespace).withLabel("seen", "yes");
        String version = maps.list().getMetadata().getResourceVersion();
        client().resource(labelled("new", "seen", "yes")).create();
        var seen = new Seen();

        try (var _ =
                maps.watch(new ListOptionsBuilder().withResourceVersion(version).build(), seen)) {
            assertThat(seen.next()).isEqualTo("ADDED new");

            client().resource(new ConfigMapBuilder(labelled("new", "seen", "yes"))
                            .addToData("k", "v")
                            .build())
                    .update();
            assertThat(seen.next()).isEqualTo("MODIFIED new");

            client().configMaps().inNamespace(namespace).withName("new").delete();
            assertThat(seen.next()).isEqualTo("DELETED new");
        }
    }

    @Test
    void reportsObjectsThatEnterAndLeaveASelector() throws InterruptedException {
        client().resource(labelled("moves", "side", "left")).create();
        var maps = client().configMaps().inNamespace(namespace);
        String version = maps.list().getMetadata().getResourceVersion();
        var seen = new Seen();

        try (var _ = maps.withLabel("side", "right")
                .watch(new ListOptionsBuilder().withResourceVersion(version).build(), seen)) {
            client().resource(labelled("moves", "side", "right")).update();
            assertThat(seen.next()).isEqualTo("ADDED moves");

            client().resource(labelled("moves", "side", "left")).update();
            assertThat(seen.next()).isEqualTo("DELETED moves");
        }
    }

    @Test
    void feedsInformers() throws InterruptedException {
        client().resource(pod("first", "node-1")).create();
        client().resource(pod("elsewhere", "node-2")).create();
        BlockingQueue<String> events = new LinkedBlockingQueue<>();

        try (var informer = client().pods()
                .inNamespace(namespace)
                .withField("spec.nodeName", "node-1")
                .inform(new ResourceEventHandler<Pod>() {
                    @Override
                    public void onAdd(Pod pod) {
                        events.add("add " + pod.getMetadata().getName());
                    }

                    @Override
                    public void onUpdate(Pod before, Pod now) {
                        // A server may mark a pod before it deletes it: not what this is about.
                    }

                    @Override
                    public void onDelete(Pod pod, boolean unknown) {
                        events.add("delete " + pod.getMetadata().getName());
                    }
                })) {
            assertThat(events.poll(DEADLINE_SECONDS, SECONDS)).isEqualTo("add first");

            client().resource(pod("second", "node-1")).create();
            assertThat(events.poll(DEADLINE_SECONDS, SECONDS)).isEqualTo("add second");

            client().resource(pod("second", "node-1")).withGracePeriod(0).delete();
            assertThat(events.poll(DEADLINE_SECONDS, SECONDS)).isEqualTo("delete second");
            assertThat(informer.getStore().list()).hasSize(1);
        }
    }

    private ConfigMap labelled(String name, String key, String value) {
        return new ConfigMapBuilder(configMap(name))
                .editMetadata()
                .addToLabels(key, value)
                .endMetadata()
                .build();
    }

    private List<String> podsWhere(String field, String value) {
        PodList found =
                client().pods().inNamespace(namespace).withField(field, value).list();
        return found.getItems().stream().map(pod -> pod.getMetadata().getName()).toList();
    }

    private static List<String> names(ConfigMapList list) {
        return list.getItems().stream().map(map -> map.getMetadata().getName()).toList();
    }

    /** Collects the events of a watch. */
    private static final class Seen implements Watcher<ConfigMap> {
        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

        @Override
        public void eventReceived(Action action, ConfigMap map) {
            events.add(action + " " + map.getMetadata().getName());
        }

        @Override
        public void onClose(WatcherException cause) {
            events.add("closed: " + cause);
        }

        String next() throws InterruptedException {
            return events.poll(DEADLINE_SECONDS, SECONDS);
        }
    }
}
