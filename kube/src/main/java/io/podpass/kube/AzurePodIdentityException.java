package io.podpass.kube;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** Names pods of its namespace that the agent must leave alone (spec aad-pod-identity §1.6). */
@Group(CustomResourceDefinitions.GROUP)
@Version(CustomResourceDefinitions.VERSION)
@Plural("azurepodidentityexceptions")
@JsonIgnoreProperties(ignoreUnknown = true)
public final class AzurePodIdentityException
        extends CustomResource<AzurePodIdentityExceptionSpec, AzurePodIdentityExceptionStatus> implements Namespaced {
    private static final long serialVersionUID = 1;

    @Override
    protected @Nullable AzurePodIdentityExceptionSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable AzurePodIdentityExceptionStatus initStatus() {
        return null;
    }
}
