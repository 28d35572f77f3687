package io.podpass.diagnosis;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.core.Identity;
import io.podpass.core.IdentityRules.Verdict;
import io.podpass.core.ResourceId;
import io.podpass.kube.AzureIdentity;
import io.podpass.kube.Records;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The identities at Azure that a cluster's objects name to be attached. */
public final class AttachedIdentities {
    private AttachedIdentities() {}

    /** Throws {@link DiagnosisException}. */
    public static Set<ResourceId> of(KubernetesClient client) {
        return new ClusterQuestions(client)
                .all("azureidentities", AzureIdentity.class).stream()
                        .map(Records::identity)
                        .flatMap(verdict -> verdict instanceof Verdict.Usable(Identity identity)
                                ? identity.resourceId().stream()
                                : Stream.<ResourceId>empty())
                        .collect(Collectors.toSet());
    }
}
