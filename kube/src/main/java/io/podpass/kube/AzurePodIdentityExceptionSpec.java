package io.podpass.kube;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fields of an {@code AzurePodIdentityException} as they are on the wire, each of them null when absent.
 *
 * @param podLabels a pod that has any one of these labels is excepted
 * @param clientIDs the identities that are opened to it; the old system had no such list and opened all
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(Include.NON_NULL)
public record AzurePodIdentityExceptionSpec(
        @Nullable Map<String, String> podLabels, @Nullable List<String> clientIDs) {}
