package io.podpass.core;

import java.util.List;
import java.util.Optional;

/** What makes an {@code AzureIdentity} usable. The CRD refuses the same objects; these rules catch those that got in anyway. */
public final class IdentityRules {
    /** The only value of annotation {@code aadpodidentity.k8s.io/Behavior} with a meaning (spec aad-pod-identity §1.2). */
    public static final String NAMESPACED = "namespaced";

    private IdentityRules() {}

    /** The fields of an {@code AzureIdentity} as they were written; absent strings are empty. */
    public record Written(
            ObjectKey key, int type, String resourceId, String clientId, WrittenPrincipal principal, String behavior) {}

    /** The fields that types 1 and 2 read; absent strings are empty. */
    public record WrittenPrincipal(
            String tenant, List<String> auxiliaryTenants, String authority, String secretNamespace, String secretName) {
        public static final WrittenPrincipal NONE = new WrittenPrincipal("", List.of(), "", "", "");

        public WrittenPrincipal {
            auxiliaryTenants = List.copyOf(auxiliaryTenants);
        }
    }

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
        var namespaced = written.behavior().equals(NAMESPACED);
        if (mode.get() == CredentialMode.ATTACHED) {
            return ResourceId.userAssignedIdentity(written.resourceId())
                    .<Verdict>map(id ->
                            new Verdict.Usable(Identity.attached(written.key(), id, written.clientId(), namespaced)))
                    .orElseGet(() -> invalid(
                            written,
                            "invalid resource id: \"" + written.resourceId() + "\", must match "
                                    + "/subscriptions/<subid>/resourcegroups/<resourcegroup>/providers/"
                                    + "Microsoft.ManagedIdentity/userAssignedIdentities/<name>"));
        }
        return PrincipalRules.problem(mode.get(), written.principal())
                .map(problem -> invalid(written, problem))
                .orElseGet(() -> new Verdict.Usable(new Identity(
                        written.key(),
                        mode.get(),
                        Optional.empty(),
                        written.clientId(),
                        Optional.of(PrincipalRules.principal(mode.get(), written.principal())),
                        namespaced)));
    }

    private static Verdict invalid(Written written, String problem) {
        return new Verdict.Invalid(written.key(), problem);
    }
}
