package io.podpass.azure;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lists that ARM gives in pages (spec azure-platform §3.1). */
final class ArmPages {
    private final URI arm;
    private final ArmCalls calls;

    ArmPages(URI arm, ArmCalls calls) {
        this.arm = arm;
        this.calls = calls;
    }

    /** Throws {@link ArmException}. */
    List<JsonNode> all(ArmTask task) {
        var found = new ArrayList<JsonNode>();
        var next = Optional.of(task.uri(arm));
        while (next.isPresent()) {
            var body = calls.get(next.get(), task).body();
            body.path("value").forEach(found::add);
            next = Optional.of(body.path("nextLink").asText(""))
                    .filter(link -> !link.isEmpty())
                    .map(link -> atArm(link, task));
        }
        return found;
    }

    /** Our token goes to ARM and nowhere else, whatever a link says. */
    private URI atArm(String link, ArmTask task) {
        var uri = arm.resolve(link);
        if (!arm.getScheme().equals(uri.getScheme()) || !arm.getAuthority().equalsIgnoreCase(uri.getAuthority())) {
            throw new ArmException(
                    task.failed() + ": ARM's list goes on elsewhere", 200, "ForeignLink", Set.of(), Optional.empty());
        }
        return uri;
    }
}
