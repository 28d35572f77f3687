package io.podpass.check;

import io.podpass.core.CredentialMode;
import io.podpass.core.FindingKind;
import io.podpass.core.Identity;
import io.podpass.core.IdentityRules.Verdict;
import io.podpass.core.ResourceId;
import java.util.Optional;
import java.util.stream.Stream;

/** Where manifests and a plan or state are given: whether they mean the same identities. */
final class BothWorldsRule implements Rule {
    @Override
    public Stream<Observation> inspect(World world) {
        var facts = new AzureFacts(world);
        return Objects.of(world).identities().entrySet().stream()
                .flatMap(entry -> entry.getValue() instanceof Verdict.Usable(var identity)
                        ? inspect(world, facts, entry.getKey(), identity).stream()
                        : Stream.of());
    }

    private static Optional<Observation> inspect(World world, AzureFacts facts, Manifest manifest, Identity identity) {
        if (facts.isObjectId(identity.clientId())) {
            return Optional.of(Observation.of(
                    FindingKind.CLIENT_ID_IS_OBJECT_ID,
                    manifest,
                    "spec.clientID " + identity.clientId() + " is an object id",
                    "give the client id: requests for tokens name it, role assignments the other"));
        }
        if (identity.mode() != CredentialMode.ATTACHED
                || world.resources(AzureFacts.IDENTITY).findAny().isEmpty()) {
            return Optional.empty();
        }
        var resourceId = identity.resourceId().orElseThrow();
        var atAzure = world.resources(AzureFacts.IDENTITY)
                .filter(resource -> isThat(facts, resource, resourceId))
                .findFirst();
        if (atAzure.isEmpty()) {
            return Optional.of(Observation.of(
                    FindingKind.IDENTITY_NOT_AT_AZURE,
                    manifest,
                    "spec.resourceID " + resourceId + " is no identity of the plan or state",
                    "compare it with az identity show --ids " + resourceId));
        }
        return atAzure.get()
                .text("client_id")
                .filter(clientId -> !clientId.equalsIgnoreCase(identity.clientId()))
                .map(clientId -> Observation.of(
                        FindingKind.CLIENT_ID_OF_OTHER_IDENTITY,
                        manifest,
                        "spec.clientID is " + identity.clientId() + ", but "
                                + atAzure.get().address() + " has " + clientId,
                        "spec.clientID: " + clientId));
    }

    private static boolean isThat(AzureFacts facts, Resource resource, ResourceId id) {
        return facts.resourceId(resource).equals(Optional.of(id))
                // A plan that has met no subscription yet can't tell that of a new identity.
                || facts.resourceId(resource)
                        .filter(found -> found.subscription().equals("~")
                                && found.resourceGroup().equals(id.resourceGroup())
                                && found.name().equals(id.name()))
                        .isPresent();
    }
}
