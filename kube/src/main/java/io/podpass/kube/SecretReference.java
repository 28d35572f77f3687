package io.podpass.kube;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Where the credential of a service principal lies; null fields are absent ones. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(Include.NON_NULL)
public record SecretReference(
        @Size(max = 253) @Nullable String name,
        @Size(max = 63) @Nullable String namespace) {}
