package io.podpass.agent;

import io.podpass.agent.Outcome.Verdict;
import io.podpass.core.Decision.Allowed;
import io.podpass.core.Decision.Excepted;
import io.podpass.core.Decision.Permitted;
import io.podpass.core.Pod;
import io.podpass.core.Redaction;
import java.util.Locale;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** One line for each token request: issued, refused or abandoned. Never the token; client ids shortened. */
final class AuditLog implements Outcomes {
    /** The logger's name, for those who send these lines elsewhere. */
    static final String NAME = "io.podpass.audit";

    private static final Logger LOG = LoggerFactory.getLogger(NAME);
    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x21\\x23-\\x7e ]");
    private static final int LONGEST_VALUE = 256;

    @Override
    public void decided(Outcome outcome) {
        var line = LOG.atInfo()
                .addKeyValue("path", outcome.operation().path())
                .addKeyValue("caller", outcome.address())
                .addKeyValue(
                        "pod", outcome.pod().map(pod -> pod.key().toString()).orElse("unknown"))
                .addKeyValue("podUid", outcome.pod().map(Pod::uid).orElse(""))
                .addKeyValue(
                        "serviceAccount", outcome.pod().map(Pod::serviceAccount).orElse(""))
                .addKeyValue("requested", fromCaller(outcome.query().identity().toString()))
                .addKeyValue("audience", fromCaller(outcome.query().resource()));
        switch (outcome.verdict()) {
            case Verdict.Issued(var permitted, var origin) ->
                end(
                        named(line, permitted)
                                .addKeyValue("source", origin.name().toLowerCase(Locale.ROOT)),
                        "issued",
                        outcome);
            case Verdict.Refused(var refusal) ->
                end(
                        line.addKeyValue("reason", refusal.reason()),
                        refusal.cause() == RefusalReason.CALLER_GONE ? "abandoned" : "refused",
                        outcome);
        }
    }

    private static LoggingEventBuilder named(LoggingEventBuilder line, Permitted permitted) {
        return switch (permitted) {
            case Allowed(var assignment) ->
                line.addKeyValue("identity", assignment.identity().key())
                        .addKeyValue(
                                "clientId", Redaction.of(assignment.identity().clientId()))
                        .addKeyValue("binding", assignment.binding().key());
            // Whose token it is, the line's "requested" says; there is no object of the cluster's to name.
            case Excepted _ -> line.addKeyValue("identity", "host");
        };
    }

    private static void end(LoggingEventBuilder line, String what, Outcome outcome) {
        line.addKeyValue("outcome", what)
                .addKeyValue("status", outcome.status())
                .addKeyValue("ms", outcome.took().toMillis())
                .log("token " + what);
    }

    /** A caller must not be able to write lines of its own. */
    private static String fromCaller(String text) {
        var safe = UNPRINTABLE.matcher(text).replaceAll("?");
        return safe.length() <= LONGEST_VALUE ? safe : safe.substring(0, LONGEST_VALUE) + "...";
    }
}
