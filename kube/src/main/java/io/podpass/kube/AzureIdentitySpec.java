package io.podpass.kube;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fields of an {@code AzureIdentity} as they are on the wire, each of them null when absent. {@code adResourceID} and
 * {@code replicas} are kept for objects that have them and mean nothing.
 */
// The rules refuse what io.podpass.core.IdentityRules refuses, but for auxiliary tenants, which mean nothing to some
// types. Every string in a rule has a bound, without which the API server's cost estimate rejects the rule.
@ValidationRule(
        value = "has(self.clientID) && self.clientID.matches('\\\\S')",
        message = "spec.clientID is required: the client id of the identity")
@ValidationRule(
        value = "(has(self.type) && self.type != 0) || (has(self.resourceID) && self.resourceID.matches("
                + "'(?i)^/subscriptions/[^/\\\\s]+/resourcegroups/[^/\\\\s]+/providers/microsoft[.]managedidentity/"
                + "userassignedidentities/[^/\\\\s]+$'))",
        message = "type 0 needs a spec.resourceID that matches /subscriptions/<subid>/resourcegroups/<resourcegroup>/"
                + "providers/Microsoft.ManagedIdentity/userAssignedIdentities/<name>")
@ValidationRule(
        value = "!has(self.type) || self.type == 0 || (has(self.tenantID) && self.tenantID.size() > 0)",
        message = "types 1 and 2 need spec.tenantID")
@ValidationRule(
        value = "!has(self.type) || self.type == 0 || (has(self.clientPassword)"
                + " && has(self.clientPassword.name) && self.clientPassword.name.size() > 0"
                + " && has(self.clientPassword.__namespace__) && self.clientPassword.__namespace__.size() > 0)",
        message = "types 1 and 2 need spec.clientPassword with the name and namespace of a Secret")
@ValidationRule(
        value = "!has(self.type) || self.type == 0 || !has(self.clientPassword)"
                + " || ((!has(self.clientPassword.name)"
                + " || self.clientPassword.name.matches('^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$'))"
                + " && (!has(self.clientPassword.__namespace__)"
                + " || self.clientPassword.__namespace__.matches('^([a-z0-9]([-a-z0-9]*[a-z0-9])?)?$')))",
        message = "spec.clientPassword must have the name and namespace of a Secret as Kubernetes takes them")
@ValidationRule(
        value = "!has(self.type) || self.type == 0 || !has(self.tenantID)"
                + " || (self.tenantID.matches('^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$')"
                + " && !self.tenantID.matches('(?i)^(common|organizations|consumers)$'))",
        message = "spec.tenantID must be the id of a tenant or one of its domain names")
@ValidationRule(
        value =
                "!has(self.type) || self.type == 0 || !has(self.adEndpoint) || self.adEndpoint.size() == 0"
                        + " || self.adEndpoint.matches('(?i)^https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:(0|[1-9][0-9]{0,4}))?/?$')",
        message = "spec.adEndpoint must be https:// and a host, such as https://login.microsoftonline.com/")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(Include.NON_NULL)
public record AzureIdentitySpec(
        @JsonDeserialize(using = LenientInteger.class) @Nullable
        Integer type,

        @Size(max = MAX_RESOURCE_ID) @Nullable String resourceID,
        @Size(max = MAX_ID) @Nullable String clientID,
        @Nullable SecretReference clientPassword,
        @Size(max = MAX_ID) @Nullable String tenantID,
        @io.fabric8.generator.annotation.Nullable @Nullable List<String> auxiliaryTenantIDs,
        @Size(max = MAX_ID) @Nullable String adEndpoint,
        @Nullable String adResourceID,

        @io.fabric8.generator.annotation.Nullable @JsonDeserialize(using = LenientInteger.class) @Nullable
        Integer replicas) {
    static final int MAX_RESOURCE_ID = 2048;
    static final int MAX_ID = 256;
}
