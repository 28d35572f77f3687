package io.podpass.kube;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.jspecify.annotations.Nullable;

/** Status of identities and bindings. Part of the format, written by nobody (spec aad-pod-identity §1.3). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(Include.NON_NULL)
public record ReplicaStatus(
        @JsonDeserialize(using = LenientInteger.class) @Nullable
        Integer availableReplicas) {}
