package io.podpass.core;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where an image lies.
 *
 * @param registry its address, in the one form of addresses
 * @param spelledRegistry host and port as the image's name has them: what kubelet compares
 * @param repository the name within the registry, without tag and digest
 */
public record ImageReference(Authority registry, String spelledRegistry, String repository) {
    private static final Pattern REPOSITORY = Pattern.compile("[a-z0-9]+(?:[._/-]+[a-z0-9]+)*");
    private static final Pattern TAG_AND_DIGEST = Pattern.compile("(?::[A-Za-z0-9_.-]+)?(?:@[A-Za-z0-9:+._-]+)?$");

    /**
     * Empty for what is no image's name, and for one that names no registry: {@code orders/app} is an image of the
     * default registry.
     */
    public static Optional<ImageReference> parse(String image) {
        var slash = image.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        var first = image.substring(0, slash);
        var repository = TAG_AND_DIGEST.matcher(image.substring(slash + 1)).replaceFirst("");
        // Without a dot or a port it is the first part of a repository's name.
        if ((!first.contains(".") && !first.contains(":"))
                || !REPOSITORY.matcher(repository).matches()) {
            return Optional.empty();
        }
        return Authority.of("https://" + first + "/").map(registry -> new ImageReference(registry, first, repository));
    }
}
