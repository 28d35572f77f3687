package io.podpass.kube;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** Says which pods may use an identity of the same namespace (spec aad-pod-identity §1.4). */
@Group(CustomResourceDefinitions.GROUP)
@Version(CustomResourceDefinitions.VERSION)
@Plural("azureidentitybindings")
@AdditionalPrinterColumn(name = "AzureIdentity", jsonPath = ".spec.azureIdentity")
@AdditionalPrinterColumn(name = "Selector", jsonPath = ".spec.selector")
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@JsonIgnoreProperties(ignoreUnknown = true)
public final class AzureIdentityBinding extends CustomResource<AzureIdentityBindingSpec, UsageStatus>
        implements Namespaced {
    private static final long serialVersionUID = 1;

    @Override
    protected @Nullable AzureIdentityBindingSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable UsageStatus initStatus() {
        return null;
    }
}
