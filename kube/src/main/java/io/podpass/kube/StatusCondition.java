package io.podpass.kube;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;

/**
 * One condition of an object, in Kubernetes' own form; fields are null when absent.
 *
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param lastTransitionTime when {@code status} last became another, in RFC 3339
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(Include.NON_NULL)
public record StatusCondition(
        @Nullable String type,
        @Nullable String status,
        @Nullable String reason,
        @Nullable String message,
        @Nullable String lastTransitionTime) {
    /** Whether pods can use an identity or a binding. */
    public static final String READY = "Ready";
}
