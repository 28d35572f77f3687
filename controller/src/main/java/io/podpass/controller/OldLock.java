package io.podpass.controller;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The lock of the old controller: a record in an annotation of an Endpoints object (spec aad-pod-identity §3.3). */
final class OldLock {
    static final String ANNOTATION = "control-plane.alpha.kubernetes.io/leader";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient client;
    private final LeaderElection election;
    private final Clock clock;

    OldLock(KubernetesClient client, LeaderElection election, Clock clock) {
        this.client = client;
        this.election = election;
        this.clock = clock;
    }

    /**
     * Who holds it now; empty when nobody does, or has not renewed it for the time that the record says. What the record
     * does not say in a form that we know holds nothing: nobody could ever take it over. Throws what the client throws.
     */
    Optional<String> holder() {
        var endpoints = client.endpoints()
                .inNamespace(election.namespace())
                .withName(election.name())
                .get();
        if (endpoints == null || endpoints.getMetadata().getAnnotations() == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(endpoints.getMetadata().getAnnotations().get(ANNOTATION))
                .flatMap(this::holder);
    }

    private Optional<String> holder(String text) {
        JsonNode leader;
        Instant renewed;
        try {
            leader = JSON.readTree(text);
            renewed = Instant.parse(leader.path("renewTime").asText());
        } catch (JsonProcessingException | DateTimeException _) {
            return Optional.empty();
        }
        var holder = leader.path("holderIdentity").asText();
        var lease = Duration.ofSeconds(leader.path("leaseDurationSeconds").asLong());
        return holder.isEmpty() || !clock.instant().isBefore(renewed.plus(lease))
                ? Optional.empty()
                : Optional.of(holder);
    }
}
