package io.podpass.kube;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.jspecify.annotations.Nullable;

/**
 * Where an assignment stands; fields are null when absent.
 *
 * @param status text of an {@link io.podpass.core.AssignmentState}
 * @param availableReplicas 1 from the object's creation on, for readers of the old format
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(Include.NON_NULL)
public record AzureAssignedIdentityStatus(
        @Nullable String status,

        @JsonDeserialize(using = LenientInteger.class) @Nullable
        Integer availableReplicas) {}
