package io.podpass.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.podpass.core.AssignmentState;
import io.podpass.core.Grant;
import io.podpass.core.ObjectKey;
import io.podpass.kube.AzureAssignedIdentity;
import io.podpass.kube.AzureAssignedIdentitySpec;
import io.podpass.kube.AzureAssignedIdentityStatus;
import io.podpass.kube.AzureIdentity;
import io.podpass.kube.AzureIdentityBinding;
import io.podpass.kube.Records;
import java.util.List;
import java.util.Map;

/** Builds assignments as they are written (spec aad-pod-identity §1.5). Calls nothing. */
final class AssignmentObjects {
    private AssignmentObjects() {}

    static AzureAssignedIdentity fresh(Grant grant, ObjectKey key, Copies copies) {
        var metadata = new ObjectMetaBuilder()
                .withNamespace(key.namespace())
                .withName(key.name())
                .addToLabels(AzureAssignedIdentity.NODE_LABEL, grant.pod().node())
                .addToFinalizers(AzureAssignedIdentity.FINALIZER)
                .build();
        return object(metadata, grant, copies);
    }

    /** The object that replaces {@code current}; what others put into its metadata stays. */
    static AzureAssignedIdentity anew(AzureAssignedIdentity current, Grant grant, Copies copies) {
        var metadata = new ObjectMetaBuilder(current.getMetadata())
                .addToLabels(AzureAssignedIdentity.NODE_LABEL, grant.pod().node())
                // It is about the identity that the object named until now.
                .removeFromAnnotations(AzureAssignedIdentity.OBJECT_ID_ANNOTATION);
        if (!current.getMetadata().getFinalizers().contains(AzureAssignedIdentity.FINALIZER)) {
            metadata.addToFinalizers(AzureAssignedIdentity.FINALIZER);
        }
        return object(metadata.build(), grant, copies);
    }

    private static AzureAssignedIdentity object(ObjectMeta metadata, Grant grant, Copies copies) {
        var object = new AzureAssignedIdentity();
        object.setMetadata(metadata);
        object.setSpec(new AzureAssignedIdentitySpec(
                copy(copies.identity()),
                copy(copies.binding()),
                grant.pod().key().name(),
                grant.pod().key().namespace(),
                grant.pod().node(),
                null));
        object.setStatus(new AzureAssignedIdentityStatus(AssignmentState.CREATED.text(), 1));
        return object;
    }

    private static AzureIdentity copy(AzureIdentity identity) {
        var copy = new AzureIdentity();
        copy.setMetadata(identifying(identity));
        copy.setSpec(identity.getSpec());
        return copy;
    }

    private static AzureIdentityBinding copy(AzureIdentityBinding binding) {
        var copy = new AzureIdentityBinding();
        copy.setMetadata(identifying(binding));
        copy.setSpec(binding.getSpec());
        return copy;
    }

    /** Which object in which version, and its behaviour; the rest of the metadata would only make assignments large. */
    private static ObjectMeta identifying(HasMetadata object) {
        var metadata = object.getMetadata();
        var behavior = Records.annotation(object, Records.BEHAVIOR_ANNOTATION);
        return new ObjectMetaBuilder()
                .withNamespace(metadata.getNamespace())
                .withName(metadata.getName())
                .withUid(metadata.getUid())
                .withResourceVersion(metadata.getResourceVersion())
                .withAnnotations(behavior.isEmpty() ? null : Map.of(Records.BEHAVIOR_ANNOTATION, behavior))
                .build();
    }

    static List<String> otherFinalizers(AzureAssignedIdentity object) {
        return object.getMetadata().getFinalizers().stream()
                .filter(finalizer -> !finalizer.equals(AzureAssignedIdentity.FINALIZER))
                .toList();
    }
}
