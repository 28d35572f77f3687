package io.podpass.agent;

import io.podpass.agent.Outcome.Verdict;
import io.podpass.azure.TokenException;
import io.podpass.core.Pod;
import io.podpass.http.Bounds;
import io.podpass.http.Metrics;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.time.Duration;
import java.util.Locale;

/** What the agent counts as it works. No label's values are the caller's to choose. Safe for use by many threads. */
final class AgentMetrics implements Outcomes, Fetches, Routed {
    private final Metrics all = new Metrics();
    private final AudienceLabel audiences;

    private final Histogram requests = all.histogram(
            "aadpodidentity_nmi_operations_duration_seconds",
            "Latency in seconds for nmi operations",
            Bounds.REQUESTS,
            "operation_type",
            "status_code",
            "namespace",
            "resource");
    private final Histogram fetches = all.histogram(
            "aadpodidentity_imds_operations_duration_seconds",
            "Latency in seconds of imds token operations",
            Bounds.CALLS,
            "operation_type");
    private final Counter fetchErrors = all.counter(
            "aadpodidentity_imds_operations_errors_count",
            "Total number of errors in imds token operations",
            "operation_type");
    private final Counter apiErrors = all.counter(
            "aadpodidentity_kubernetes_api_operations_errors_count",
            "Total number of errors in kubernetes api operations",
            "operation_type");
    private final Counter answers = all.counter(
            "podpass_agent_requests_count",
            "Requests that were answered, by where their paths led and by status",
            "route",
            "status");
    private final Counter issued =
            all.counter("podpass_agent_tokens_issued_count", "Tokens given to pods, by where they came from", "source");
    private final Counter refused =
            all.counter("podpass_agent_tokens_refused_count", "Token requests refused, by reason", "reason");

    AgentMetrics(AudienceLabel audiences) {
        this.audiences = audiences;
    }

    @Override
    public void decided(Outcome outcome) {
        requests.labelValues(
                        outcome.operation().path(),
                        String.valueOf(outcome.status()),
                        outcome.pod().map(Pod::key).map(key -> key.namespace()).orElse(""),
                        audiences.of(outcome.query().resource()))
                .observe(Metrics.seconds(outcome.took()));
        switch (outcome.verdict()) {
            case Verdict.Issued(var _, var origin) ->
                issued.labelValues(origin.name().toLowerCase(Locale.ROOT)).inc();
            case Verdict.Refused(var refusal) -> {
                refused.labelValues(refusal.reason()).inc();
                if (outcome.pod().isEmpty() && soughtInVain(refusal.cause())) {
                    apiErrors.labelValues("get_pod_list").inc();
                }
            }
        }
    }

    /** Whether a pod was looked for at all. */
    private static boolean soughtInVain(RefusalReason reason) {
        return switch (reason) {
            case MALFORMED_REQUEST, NOT_FROM_NODE, AGENT_STOPPING, AGENT_FAILED, CALLER_GONE -> false;
            default -> true;
        };
    }

    @Override
    public void answered(Route route, int status) {
        answers.labelValues(route.label(), String.valueOf(status)).inc();
    }

    void secretUnread() {
        apiErrors.labelValues("get_secret").inc();
    }

    @Override
    public void fetched(Fetch kind, Duration took) {
        fetches.labelValues(kind.label()).observe(Metrics.seconds(took));
    }

    @Override
    public void failed(Fetch kind, TokenException failure) {
        fetchErrors.labelValues(kind.label()).inc();
    }

    /** To add more to, and to read. */
    Metrics all() {
        return all;
    }
}
