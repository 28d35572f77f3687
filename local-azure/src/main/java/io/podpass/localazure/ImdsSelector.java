package io.podpass.localazure;

import io.podpass.localazure.IdentityBlock.Assigned;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which of a machine's identities a token request means (spec azure-platform §1.3).
 *
 * @param parameter the query parameter that named it; empty when none did
 */
record ImdsSelector(String parameter, String value) {
    /** {@code mi_res_id} is App Service's spelling, which SDKs send to IMDS too. */
    private static final List<String> PARAMETERS = List.of("client_id", "object_id", "msi_res_id", "mi_res_id");

    /**
     * @param resourceId empty for the machine's own identity
     */
    record Selected(Optional<ResourceId> resourceId, String principalId) {}

    static ImdsSelector of(Query query) {
        List<ImdsSelector> named = PARAMETERS.stream()
                .flatMap(name -> query.first(name).map(value -> new ImdsSelector(name, value)).stream())
                .toList();
        if (named.size() > 1) {
            throw ImdsException.invalidRequest(
                    "Only one of the query variables 'client_id', 'object_id' and 'msi_res_id' may be specified");
        }
        return named.isEmpty() ? new ImdsSelector("", "") : named.getFirst();
    }

    Selected select(IdentityBlock attached) {
        return switch (parameter) {
            case "" -> unnamed(attached);
            case "client_id" ->
                only(attached, entry -> entry.getValue().clientId().equalsIgnoreCase(value));
            case "object_id" ->
                only(attached, entry -> entry.getValue().principalId().equalsIgnoreCase(value));
            default -> only(attached, entry -> entry.getKey().equals(ResourceId.parse(value)));
        };
    }

    static ImdsException identityNotFound() {
        return ImdsException.invalidRequest("Identity not found");
    }

    private static Selected unnamed(IdentityBlock attached) {
        if (attached.systemPrincipal().isPresent()) {
            return new Selected(Optional.empty(), attached.systemPrincipal().get());
        }
        if (attached.assigned().size() > 1) {
            throw ImdsException.invalidRequest("Multiple user assigned identities exist, please specify the clientId /"
                    + " resourceId of the identity in the token request");
        }
        return only(attached, entry -> true);
    }

    private static Selected only(IdentityBlock attached, Predicate<Map.Entry<ResourceId, Assigned>> wanted) {
        return attached.assigned().entrySet().stream()
                .filter(wanted)
                .findFirst()
                .map(entry -> new Selected(
                        Optional.of(entry.getKey()), entry.getValue().principalId()))
                .orElseThrow(ImdsSelector::identityNotFound);
    }
}
