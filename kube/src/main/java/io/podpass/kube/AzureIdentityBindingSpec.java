package io.podpass.kube;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.jspecify.annotations.Nullable;

/**
 * Fields of an {@code AzureIdentityBinding} as they are on the wire, each of them null when absent.
 *
 * @param selector compared with the pod's label {@code aadpodidbinding} for plain equality
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(Include.NON_NULL)
public record AzureIdentityBindingSpec(
        @Nullable String azureIdentity,
        @Nullable String selector,

        @JsonDeserialize(using = LenientInteger.class) @Nullable
        Integer weight) {}
