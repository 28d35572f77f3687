package io.podpass.kube;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** A grant written down, with a state. Only the controller writes these (spec aad-pod-identity §1.5). */
@Group(CustomResourceDefinitions.GROUP)
@Version(CustomResourceDefinitions.VERSION)
@Plural("azureassignedidentities")
@AdditionalPrinterColumn(name = "Pod", jsonPath = ".spec.pod")
@AdditionalPrinterColumn(name = "Namespace", jsonPath = ".spec.podNamespace")
@AdditionalPrinterColumn(name = "Node", jsonPath = ".spec.nodename")
@AdditionalPrinterColumn(name = "Identity", jsonPath = ".spec.azureIdentityRef.metadata.name")
@AdditionalPrinterColumn(name = "State", jsonPath = ".status.status")
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@JsonIgnoreProperties(ignoreUnknown = true)
public final class AzureAssignedIdentity extends CustomResource<AzureAssignedIdentitySpec, AzureAssignedIdentityStatus>
        implements Namespaced {
    /** Keeps the object until its host was told; removed by the controller. */
    public static final String FINALIZER = "azureassignedidentity.finalizers.aadpodidentity.k8s.io";

    /** The one label of an assignment: its pod's node, by which the agent watches. */
    public static final String NODE_LABEL = "nodename";

    /** Ours: the identity's principal id as ARM told it, by which a token request may name the identity. */
    public static final String OBJECT_ID_ANNOTATION = "podpass.io/object-id";

    private static final long serialVersionUID = 1;

    @Override
    protected @Nullable AzureAssignedIdentitySpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable AzureAssignedIdentityStatus initStatus() {
        return null;
    }
}
