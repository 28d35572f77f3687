package io.podpass.kube;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.jspecify.annotations.Nullable;

/**
 * Fields of an {@code AzureAssignedIdentity} as they are on the wire, each of them null when absent. Identity and binding
 * are whole objects as they were when the grant was written down.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(Include.NON_NULL)
public record AzureAssignedIdentitySpec(
        @Nullable AzureIdentity azureIdentityRef,
        @Nullable AzureIdentityBinding azureBindingRef,
        @Nullable String pod,
        @Nullable String podNamespace,
        // Lower-case n: the one field name that is not lower camel case (spec aad-pod-identity §1.5).
        @JsonProperty("nodename") @Nullable String nodeName,

        @io.fabric8.generator.annotation.Nullable @JsonDeserialize(using = LenientInteger.class) @Nullable
        Integer replicas) {}
