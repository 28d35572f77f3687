package io.podpass.agent;

import io.podpass.core.Assignment;
import io.podpass.core.Pod;
import io.podpass.core.Redaction;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** One line for each issued and each refused token. Never the token; client ids shortened. */
final class AuditLog {
    /** The logger's name, for those who send these lines elsewhere. */
    static final String NAME = "io.podpass.audit";

    private static final Logger LOG = LoggerFactory.getLogger(NAME);
    private static final int LONGEST_VALUE = 256;

    void issued(String address, Pod pod, TokenQuery query, Assignment assignment, Issued.Origin origin) {
        line(address, Optional.of(pod), query)
                .addKeyValue("identity", assignment.identity().key())
                .addKeyValue("clientId", Redaction.of(assignment.identity().clientId()))
                .addKeyValue("binding", assignment.binding().key())
                .addKeyValue("source", origin.name().toLowerCase(Locale.ROOT))
                .addKeyValue("outcome", "issued")
                .log("token issued");
    }

    void refused(String address, Optional<Pod> pod, TokenQuery query, Refusal refusal) {
        line(address, pod, query)
                .addKeyValue("reason", refusal.reason())
                .addKeyValue("outcome", "refused")
                .log("token refused");
    }

    private static LoggingEventBuilder line(String address, Optional<Pod> pod, TokenQuery query) {
        return LOG.atInfo()
                .addKeyValue("caller", address)
                .addKeyValue("pod", pod.map(known -> known.key().toString()).orElse("unknown"))
                .addKeyValue("podUid", pod.map(Pod::uid).orElse(""))
                .addKeyValue("requested", fromCaller(query.identity().toString()))
                .addKeyValue("audience", fromCaller(query.resource()));
    }

    /** A caller must not be able to write lines of its own. */
    private static String fromCaller(String text) {
        var safe = text.replaceAll("[^\\x21\\x23-\\x7e ]", "?");
        return safe.length() <= LONGEST_VALUE ? safe : safe.substring(0, LONGEST_VALUE) + "...";
    }
}
