package io.podpass.agent;

/**
 * Switches of what is answered.
 *
 * @param setRetryAfterHeader whether "not yet" is 503 with {@code Retry-After: 20} instead of 404
 *     ({@code --set-retry-after-header})
 * @param metadataHeaderRequired whether a request needs the header {@code Metadata: true}
 *     ({@code --metadata-header-required})
 * @param blockInstanceMetadata whether instance metadata is refused ({@code --block-instance-metadata})
 */
public record Answers(boolean setRetryAfterHeader, boolean metadataHeaderRequired, boolean blockInstanceMetadata) {
    /** The old flags' defaults (spec aad-pod-identity §2.1). */
    public static final Answers DEFAULTS = new Answers(false, true, false);
}
