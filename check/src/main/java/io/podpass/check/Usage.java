package io.podpass.check;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What these files tell of the pods' side: whether Podpass is installed, which identities it serves, who pulls from where. */
record Usage(World world, AzureFacts facts) {
    private static final String FEDERATION = "azurerm_federated_identity_credential";

    /** The release of Podpass, or of AAD Pod Identity, whose chart has the same values. */
    Optional<Resource> release() {
        return world.resources("helm_release")
                .filter(release -> Stream.of("chart", "name")
                        .flatMap(path -> release.text(path).stream())
                        .map(text -> text.toLowerCase(Locale.ROOT))
                        .anyMatch(text -> text.contains("podpass") || text.contains("aad-pod-identity")))
                .findFirst();
    }

    boolean objects() {
        return world.manifests("AzureIdentity").findAny().isPresent();
    }

    /** Those that pods may get attached: all but the cluster's own, others' and those that are federated. */
    Set<Resource> identities(String kubelet, Resource cluster) {
        var controls = facts.controlPlane(world, cluster);
        return world.resources(AzureFacts.IDENTITY)
                .filter(identity -> facts.principal(identity, "principal_id")
                        .filter(principal -> !principal.equals(kubelet) && !controls.contains(principal))
                        .isPresent())
                .filter(identity -> names(Optional.of(identity)) || !usedOtherwise(identity))
                .collect(Collectors.toSet());
    }

    /** Whether an AzureIdentity or the release's values name it. */
    boolean names(Optional<Resource> found) {
        return found.filter(identity -> facts.id(identity)
                                .filter(id -> world.manifests("AzureIdentity")
                                        .anyMatch(manifest -> manifest.object()
                                                .at("/spec/resourceID")
                                                .asText()
                                                .equalsIgnoreCase(id.value())))
                                .isPresent()
                        || release()
                                .filter(release -> mentions(release, identity))
                                .isPresent())
                .isPresent();
    }

    boolean pullsFrom(Optional<Resource> found) {
        return found.filter(registry -> world.resources().stream()
                        .filter(user -> user.type().equals("helm_release")
                                || user.type().startsWith("kubernetes_"))
                        .anyMatch(user -> mentions(user, registry)))
                .isPresent();
    }

    private boolean usedOtherwise(Resource identity) {
        return world.resources().stream()
                .filter(user -> !user.type().equals(AzureFacts.ASSIGNMENT))
                .filter(user -> !user.equals(identity))
                .filter(user -> user.type().equals(FEDERATION) || user.type().startsWith("azurerm_"))
                .anyMatch(user -> mentions(user, identity));
    }

    private static boolean mentions(Resource user, Resource used) {
        return user.origins().values().stream()
                        .flatMap(Set::stream)
                        .anyMatch(origin -> origin.definition().equals(used.definition()))
                || Stream.of("id", "client_id", "login_server")
                        .flatMap(path -> used.text(path).stream())
                        .anyMatch(text -> user.values()
                                .toString()
                                .toLowerCase(Locale.ROOT)
                                .contains(text.toLowerCase(Locale.ROOT)));
    }
}
