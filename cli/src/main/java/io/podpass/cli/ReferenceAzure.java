package io.podpass.cli;

import java.util.List;
import java.util.Map;

/** The Azure side of the reference set-up, as ARM described it once everything was made. */
public record ReferenceAzure(
        String nodeResourceGroup,
        ManagedIdentity kubelet,
        List<Machine> machines,
        String vaultUrl,
        String blobUrl,
        Map<String, ManagedIdentity> identities) {
    public record ManagedIdentity(String resourceId, String clientId, String principalId) {}

    /** One instance of the node pool's scale set. */
    public record Machine(String nodeName, String resourceId) {
        public String providerId() {
            return "azure://" + resourceId;
        }
    }

    public ManagedIdentity identity(String name) {
        var identity = identities.get(name);
        if (identity == null) {
            throw new DemoException("the reference set-up has no identity named " + name);
        }
        return identity;
    }
}
