package io.podpass.core;

import java.util.Optional;

/** What makes an {@code AzureIdentity} usable. The CRD refuses the same objects; these rules catch those that got in anyway. */
public final class IdentityRules {
    /** The only value of annotation {@code aadpodidentity.k8s.io/Behavior} with a meaning (spec aad-pod-identity §1.2). */
    public static final String NAMESPACED = "namespaced";

    private IdentityRules() {}

    /** The fields of an {@code AzureIdentity} as they were written; absent strings are empty. */
    public record Written(ObjectKey key, int type, String resourceId, String clientId, String behavior) {}

    /** Either the usable identity or what is wrong with the object, in words for its owner. */
    public sealed interface Verdict {
        record Usable(Identity identity) implements Verdict {}

        record Invalid(ObjectKey key, String problem) implements Verdict {}
    }

    public static Verdict check(Written written) {
        var mode = CredentialMode.ofType(written.type());
        if (mode.isEmpty()) {
            return invalid(
                    written,
                    "unsupported identity type " + written.type()
                            + ": use 0 (user-assigned identity), 1 (service principal with secret) or 2 (with certificate)");
        }
        if (written.clientId().isBlank()) {
            return invalid(written, "spec.clientID is empty: set the client id of the identity");
        }
        Optional<ResourceId> resourceId = Optional.empty();
        if (mode.get() == CredentialMode.ATTACHED) {
            resourceId = ResourceId.userAssignedIdentity(written.resourceId());
            if (resourceId.isEmpty()) {
                return invalid(
                        written,
                        "invalid resource id: \"" + written.resourceId() + "\", must match "
                                + "/subscriptions/<subid>/resourcegroups/<resourcegroup>/providers/Microsoft.ManagedIdentity/"
                                + "userAssignedIdentities/<name>");
            }
        }
        return new Verdict.Usable(new Identity(
                written.key(),
                mode.get(),
                resourceId,
                written.clientId(),
                written.behavior().equals(NAMESPACED)));
    }

    private static Verdict invalid(Written written, String problem) {
        return new Verdict.Invalid(written.key(), problem);
    }
}
