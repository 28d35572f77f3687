package io.podpass.kube;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** An identity that pods can be given: a managed identity or a service principal (spec aad-pod-identity §1.3). */
@Group(CustomResourceDefinitions.GROUP)
@Version(CustomResourceDefinitions.VERSION)
@Plural("azureidentities")
@AdditionalPrinterColumn(name = "Type", jsonPath = ".spec.type", type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "ClientID", jsonPath = ".spec.clientID")
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(name = "Pods", jsonPath = ".status.pods")
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@JsonIgnoreProperties(ignoreUnknown = true)
public final class AzureIdentity extends CustomResource<AzureIdentitySpec, UsageStatus> implements Namespaced {
    private static final long serialVersionUID = 1;

    @Override
    protected @Nullable AzureIdentitySpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable UsageStatus initStatus() {
        return null;
    }
}
