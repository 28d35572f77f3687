package io.podpass.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.podpass.core.Pod;
import io.podpass.kube.WatchedPod.PodSpec;
import io.podpass.kube.WatchedPod.PodStatus;
import java.util.List;
import java.util.Map;

/** What is kept in memory of each kind: what {@link Records} reads, and the names that events need. */
final class Stripping {
    private Stripping() {}

    /** For the controller, which looks at grants only, and at the pods of all nodes: where it is, and whether it has ended. */
    static WatchedPod pod(WatchedPod pod) {
        var read = Records.pod(pod);
        var status = pod.getStatus();
        pod.setSpec(new PodSpec(read.node(), null, null));
        // A pod that starts changes its status several times, in what nobody here reads.
        pod.setStatus(status == null || !read.finished() ? null : new PodStatus(status.phase(), null, null));
        return pod(pod, Map.of(Pod.LABEL, read.selector()));
    }

    /** For the agent: exceptions go by any label. */
    static WatchedPod podOfNode(WatchedPod pod) {
        return pod(pod, Records.pod(pod).labels());
    }

    private static WatchedPod pod(WatchedPod pod, Map<String, String> labels) {
        pod.setMetadata(bare(pod.getMetadata()).withLabels(labels).build());
        return pod;
    }

    static Node node(Node node) {
        var spec = node.getSpec();
        return new NodeBuilder()
                .withMetadata(bare(node.getMetadata()).build())
                .withNewSpec()
                .withProviderID(spec == null ? null : spec.getProviderID())
                .endSpec()
                .build();
    }

    /** For kinds that people write: an annotation of kubectl's has the whole object once more. */
    static <T extends HasMetadata> T configured(T object) {
        var behavior = Records.annotation(object, Records.BEHAVIOR_ANNOTATION);
        object.setMetadata(bare(object.getMetadata())
                .withGeneration(object.getMetadata().getGeneration())
                .withAnnotations(behavior.isEmpty() ? null : Map.of(Records.BEHAVIOR_ANNOTATION, behavior))
                .build());
        return object;
    }

    /** Assignments are small but for the record of who wrote which field, and are written back as they are. */
    static <T extends HasMetadata> T custom(T object) {
        object.getMetadata().setManagedFields(List.of());
        return object;
    }

    private static ObjectMetaBuilder bare(ObjectMeta metadata) {
        return new ObjectMetaBuilder()
                .withNamespace(metadata.getNamespace())
                .withName(metadata.getName())
                .withUid(metadata.getUid())
                .withResourceVersion(metadata.getResourceVersion())
                .withDeletionTimestamp(metadata.getDeletionTimestamp());
    }
}
