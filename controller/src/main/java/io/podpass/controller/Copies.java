package io.podpass.controller;

import io.podpass.core.Grant;
import io.podpass.kube.AzureIdentity;
import io.podpass.kube.AzureIdentityBinding;
import java.util.Optional;

/** The objects that an assignment carries copies of. */
record Copies(AzureIdentity identity, AzureIdentityBinding binding) {
    /** Empty when one of them is gone by now. */
    static Optional<Copies> of(Cluster cluster, Grant grant) {
        return cluster.identities()
                .get(grant.identity().key())
                .flatMap(identity ->
                        cluster.bindings().get(grant.binding().key()).map(binding -> new Copies(identity, binding)));
    }
}
