package io.podpass.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the demo found; as JSON it is what {@code --json} prints. */
@JsonPropertyOrder({"ok", "network", "pods", "refusals", "objects", "seconds"})
public record DemoReport(
        String network,
        List<PodRow> pods,
        List<RefusalRow> refusals,
        List<ObjectTable> objects,
        Map<String, Double> seconds) {
    public enum Expect {
        @JsonProperty("allowed")
        ALLOWED,
        @JsonProperty("refused")
        REFUSED
    }

    /** {@code status} is the agent's HTTP status, 0 when there was no answer. */
    record TokenResult(int status, String reason) {}

    record ServiceResult(int status) {}

    @JsonPropertyOrder({"namespace", "name", "node", "identity", "expect", "token", "keyVault", "blob", "ok"})
    record PodRow(
            String namespace,
            String name,
            String node,
            String identity,
            Expect expect,
            TokenResult token,
            @Nullable ServiceResult keyVault,
            @Nullable ServiceResult blob,
            @JsonProperty("ok") boolean ok) {}

    @JsonPropertyOrder({"what", "status", "reason", "ok"})
    record RefusalRow(
            String what,
            int status,
            String reason,
            @JsonProperty("ok") boolean ok) {}

    @JsonProperty("ok")
    boolean ok() {
        return pods.stream().allMatch(PodRow::ok) && refusals.stream().allMatch(RefusalRow::ok);
    }
}
