package io.podpass.kube;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Status of identities and bindings; fields are null when absent. The old system wrote none of it.
 *
 * @param availableReplicas part of the old format, written by nobody (spec aad-pod-identity §1.3)
 * @param pods how many pods can use it, of those that it is granted to: {@code 3/4}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(Include.NON_NULL)
public record UsageStatus(
        @JsonDeserialize(using = LenientInteger.class) @Nullable
        Integer availableReplicas,

        @Nullable List<StatusCondition> conditions,
        @Nullable String pods) {}
