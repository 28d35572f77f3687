package io.podpass.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.podpass.cli.DemoReport.PodRow;
import io.podpass.cli.DemoReport.ServiceResult;
import io.podpass.cli.DemoReport.TokenResult;
import io.podpass.cli.Scenario.PodObject;
import org.jspecify.annotations.Nullable;

/** Judges what a pod's workload printed against what must come of it. */
final class PodVerdict {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PodVerdict() {}

    /** {@code printed} is the one line of JSON of the workload. */
    static PodRow judge(PodObject pod, String node, String printed) {
        JsonNode outcome;
        try {
            outcome = JSON.readTree(printed);
        } catch (JsonProcessingException e) {
            throw new DemoException(pod.namespace() + "/" + pod.name() + " printed something else than JSON", e);
        }
        var token = new TokenResult(
                outcome.at("/token/status").asInt(), outcome.at("/token/reason").asText());
        var keyVault = service(outcome.path("keyVault"));
        var blob = service(outcome.path("blob"));
        var service = pod.wants() == Scenario.Wants.SECRET ? keyVault : blob;
        var ok = token.status() == pod.token()
                && pod.service().isPresent() == (service != null)
                && (service == null
                        || pod.service()
                                .filter(status -> status == service.status())
                                .isPresent());
        return new PodRow(pod.namespace(), pod.name(), node, pod.shown(), pod.expect(), token, keyVault, blob, ok);
    }

    private static @Nullable ServiceResult service(JsonNode node) {
        return node.isObject() ? new ServiceResult(node.path("status").asInt()) : null;
    }
}
