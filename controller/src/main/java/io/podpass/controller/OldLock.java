package io.podpass.controller;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lock of the old controller: a record in an annotation of an Endpoints object (spec aad-pod-identity §3.3). Who wants
 * to know the leader looks there, too. For one thread at a time.
 */
final class OldLock {
    static final String ANNOTATION = Lock.LEADER_ELECTION_RECORD_ANNOTATION_KEY;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LeaderElection election;
    private @Nullable Endpoints found;

    OldLock(LeaderElection election) {
        this.election = election;
    }

    /**
     * What it says now. A record in a form that we do not know is none: nobody could ever take it over. Throws what the
     * client throws.
     */
    Optional<LeaderElectionRecord> read(KubernetesClient client) {
        found = client.endpoints()
                .inNamespace(election.namespace())
                .withName(election.name())
                .get();
        return Optional.ofNullable(found)
                .map(endpoints -> endpoints.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(ANNOTATION))
                .flatMap(OldLock::parse);
    }

    /** Whether somebody still holds what the record says at {@code now}. */
    static boolean holds(LeaderElectionRecord record, Instant now) {
        return !record.getHolderIdentity().isEmpty()
                && now.isBefore(record.getRenewTime().toInstant().plus(record.getLeaseDuration()));
    }

    /** Writes it, unless somebody has written since it was last read: then throws a conflict, as what the client throws. */
    void write(KubernetesClient client, LeaderElectionRecord record) {
        var known = found;
        var endpoints = (known == null ? new EndpointsBuilder() : new EndpointsBuilder(known))
                .editOrNewMetadata()
                .withNamespace(election.namespace())
                .withName(election.name())
                .addToAnnotations(ANNOTATION, text(record))
                .endMetadata()
                .build();
        // Not patched: the old controller's role lets it update.
        found = known == null
                ? client.resource(endpoints).create()
                : client.resource(endpoints).update();
    }

    private static Optional<LeaderElectionRecord> parse(String text) {
        try {
            var leader = JSON.readTree(text);
            return Optional.of(new LeaderElectionRecord(
                    leader.path("holderIdentity").asText(),
                    Duration.ofSeconds(leader.path("leaseDurationSeconds").asLong()),
                    time(leader, "acquireTime").atZone(ZoneOffset.UTC),
                    time(leader, "renewTime").atZone(ZoneOffset.UTC),
                    leader.path("leaderTransitions").asInt()));
        } catch (JsonProcessingException | DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Instant time(JsonNode leader, String field) {
        return Instant.parse(leader.path(field).asText());
    }

    private static String text(LeaderElectionRecord record) {
        return JSON.createObjectNode()
                .put("holderIdentity", Objects.requireNonNullElse(record.getHolderIdentity(), ""))
                .put("leaseDurationSeconds", record.getLeaseDuration().toSeconds())
                .put("acquireTime", seconds(record.getAcquireTime().toInstant()))
                .put("renewTime", seconds(record.getRenewTime().toInstant()))
                .put("leaderTransitions", record.getLeaderTransitions())
                .toString();
    }

    /** As the old controller writes times. */
    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
