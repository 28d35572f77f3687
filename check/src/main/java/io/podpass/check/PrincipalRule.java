package io.podpass.check;

import io.podpass.core.BuiltInRole;
import io.podpass.core.FindingKind;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Roles that are assigned to a client id, by reference in a plan and by value in a state (spec azure-platform §4.2). */
final class PrincipalRule implements Rule {
    private static final Set<String> CLIENT_IDS = Set.of("client_id", "application_id", "app_id");

    @Override
    public Stream<Observation> inspect(World world) {
        var facts = new AzureFacts(world);
        return Assigned.of(world, facts).stream()
                .flatMap(assigned -> clientId(facts, assigned).or(() -> nobody(facts, assigned)).stream());
    }

    static boolean isClientId(AzureFacts facts, Resource assignment) {
        return mention(facts, assignment).isPresent();
    }

    private static Optional<Observation> clientId(AzureFacts facts, Assigned assigned) {
        return mention(facts, assigned.resource())
                .map(mention -> Observation.of(
                        FindingKind.CLIENT_ID_AS_PRINCIPAL,
                        assigned.resource(),
                        "principal_id is " + mention + ", a client id" + consequence(assigned),
                        "give the object id: " + instead(assigned.resource())));
    }

    /** How the client id is written, if it is one. */
    private static Optional<String> mention(AzureFacts facts, Resource assignment) {
        var known = assignment.text("principal_id").filter(facts::isClientId);
        var origins = assignment.origins("principal_id");
        var read = origins.stream().filter(origin -> !origin.opaque()).toList();
        // A local may be a table that is asked by client id and answers with an object id.
        var sure = !read.isEmpty()
                && read.stream().allMatch(origin -> CLIENT_IDS.contains(origin.last()))
                && origins.stream().filter(Origin::opaque).allMatch(Origin::variable);
        return sure ? Optional.of(read.getFirst().toString()) : known;
    }

    private static String consequence(Assigned assigned) {
        if (assigned.resource().state()) {
            return ": Azure took it unseen, and it gives nobody anything";
        }
        var role = assigned.role();
        return assigned.unchecked()
                ? ": principal_type or skip_service_principal_aad_check makes Azure take it unseen, so the apply is green and "
                        + (role.equals(Optional.of(BuiltInRole.ACR_PULL))
                                ? "pulls fail with 401"
                                : "requests fail with 403")
                : ": the apply hangs for 30 minutes and fails with PrincipalNotFound";
    }

    private static String instead(Resource assignment) {
        return assignment
                .origin("principal_id")
                .map(origin -> origin.attribute().startsWith("kubelet_identity")
                        ? origin.definition() + ".kubelet_identity[0].object_id"
                        : origin.definition() + "." + objectId(origin.definition()))
                .orElse("kubelet_identity[0].object_id of a cluster, principal_id of an identity");
    }

    private static String objectId(String definition) {
        return definition.contains("azuread_") || definition.contains("azurerm_client_config")
                ? "object_id"
                : "principal_id";
    }

    /** Only where it is said to be a service principal, and of roles that count here: users and groups are elsewhere. */
    private static Optional<Observation> nobody(AzureFacts facts, Assigned assigned) {
        var resource = assigned.resource();
        return resource.text("principal_id")
                .filter(_ -> resource.state()
                        && facts.knowsPrincipals()
                        && assigned.role().isPresent())
                .filter(_ -> resource.text("principal_type").equals(Optional.of("ServicePrincipal")))
                .filter(id -> !facts.knowsPrincipal(id))
                .map(id -> Observation.of(
                        FindingKind.PRINCIPAL_UNKNOWN,
                        resource,
                        "principal_id " + id + " is no object id that these files know",
                        "look who it is with az ad sp show --id " + id
                                + ": if that finds it by appId only, it is a client id"));
    }
}
