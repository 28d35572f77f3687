package io.podpass.check;

import io.podpass.core.FindingKind;
import java.util.stream.Stream;

/** Exceptions let pods use every identity of their host; users must not be able to become such pods. */
final class ExceptionsRule implements Rule {
    @Override
    public Stream<Observation> inspect(World world) {
        return Objects.of(world).exceptions().entrySet().stream()
                .filter(entry -> entry.getValue().openToUsers())
                .map(entry -> Observation.of(
                        FindingKind.EXCEPTION_IN_USER_NAMESPACE,
                        entry.getKey(),
                        "whoever may make pods in namespace "
                                + entry.getValue().key().namespace() + " may use every identity of the hosts",
                        "list what it needs in spec.clientIDs, or bind an identity to those pods instead"));
    }
}
