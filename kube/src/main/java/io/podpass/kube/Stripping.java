package io.podpass.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.Map;

/** What is kept in memory of each kind: what {@link Records} reads, and the names that events need. */
final class Stripping {
    private Stripping() {}

    /** For the controller, which looks at grants only, and at the pods of all nodes. */
    static Pod pod(Pod pod) {
        var record = Records.pod(pod);
        return pod(pod, record, Map.of(io.podpass.core.Pod.LABEL, record.selector()));
    }

    /** For the agent: exceptions go by any label. */
    static Pod podOfNode(Pod pod) {
        var record = Records.pod(pod);
        return pod(pod, record, record.labels());
    }

    private static Pod pod(Pod pod, io.podpass.core.Pod record, Map<String, String> labels) {
        var kept = new PodBuilder()
                .withMetadata(bare(pod.getMetadata()).withLabels(labels).build())
                .withNewSpec()
                .withNodeName(record.node())
                .withHostNetwork(record.hostNetwork())
                .withServiceAccountName(record.serviceAccount())
                .endSpec();
        var status = pod.getStatus();
        if (status != null) {
            kept.withNewStatus()
                    .withPhase(status.getPhase())
                    .withPodIP(status.getPodIP())
                    .withPodIPs(status.getPodIPs())
                    .endStatus();
        }
        return kept.build();
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

    /** Our own kinds are small but for the record of who wrote which field. */
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
