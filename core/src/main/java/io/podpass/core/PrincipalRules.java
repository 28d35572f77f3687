package io.podpass.core;

import io.podpass.core.IdentityRules.WrittenPrincipal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What makes the fields of types 1 and 2 usable. */
final class PrincipalRules {
    /** Entra gives ARM and others at most so many further tokens in one request (spec aad-pod-identity §2.9). */
    static final int MAX_AUXILIARY_TENANTS = 3;

    // A GUID or a domain name. Anything else could change the path that the credential is sent to.
    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");
    // Kubernetes' own rules. Anything else could change the path that the API server is asked for.
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern SECRET = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");

    /** Stand for "the tenant of whoever logs in", and a service principal has none of its own (spec azure-platform §2.1). */
    private static final Set<String> SHARED = Set.of("common", "organizations", "consumers");

    private PrincipalRules() {}

    /** Empty when nothing is wrong; else what is, in words for the object's owner. */
    static Optional<String> problem(CredentialMode mode, WrittenPrincipal written) {
        if (written.tenant().isEmpty()) {
            return Optional.of("spec.tenantID is empty: types 1 and 2 need the id of the tenant to log in to");
        }
        if (!isTenant(written.tenant())) {
            return Optional.of(noTenant("spec.tenantID", written.tenant()));
        }
        for (var tenant : auxiliary(mode, written)) {
            if (!isTenant(tenant)) {
                return Optional.of(noTenant("spec.auxiliaryTenantIDs", tenant));
            }
        }
        if (auxiliary(mode, written).size() > MAX_AUXILIARY_TENANTS) {
            return Optional.of("must specify one to three auxiliary tenants, spec.auxiliaryTenantIDs has "
                    + written.auxiliaryTenants().size());
        }
        if (written.secretName().isEmpty() || written.secretNamespace().isEmpty()) {
            return Optional.of(
                    "spec.clientPassword must have the name and namespace of the Secret that holds the credential");
        }
        if (!SECRET.matcher(written.secretName()).matches()) {
            return Optional.of("spec.clientPassword.name has \"" + written.secretName()
                    + "\", which is no name of a Secret: use lower-case letters, digits, - and .");
        }
        if (!NAMESPACE.matcher(written.secretNamespace()).matches()) {
            return Optional.of("spec.clientPassword.namespace has \"" + written.secretNamespace()
                    + "\", which is no namespace: use lower-case letters, digits and -");
        }
        if (!written.authority().isEmpty() && Authority.of(written.authority()).isEmpty()) {
            return Optional.of("spec.adEndpoint \"" + written.authority()
                    + "\" must be https:// and a host, such as https://login.microsoftonline.com/");
        }
        return Optional.empty();
    }

    /** Of fields that have no {@link #problem}. */
    static ServicePrincipal principal(CredentialMode mode, WrittenPrincipal written) {
        return new ServicePrincipal(
                written.tenant(),
                auxiliary(mode, written),
                Authority.of(written.authority()),
                new ObjectKey(written.secretNamespace(), written.secretName()));
    }

    /** They have never had an effect on type 2: a caller that gets one object must not get a list some day. */
    private static List<String> auxiliary(CredentialMode mode, WrittenPrincipal written) {
        return mode == CredentialMode.SECRET ? written.auxiliaryTenants() : List.of();
    }

    private static boolean isTenant(String text) {
        return TENANT.matcher(text).matches() && !SHARED.contains(text.toLowerCase(Locale.ROOT));
    }

    private static String noTenant(String field, String text) {
        return field + " has \"" + text + "\", which is no tenant: use its id or one of its domain names";
    }
}
