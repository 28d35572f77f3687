package io.podpass.localazure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podpass.localazure.Secrets.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Secrets as Key Vault writes them; times are whole Unix seconds (spec azure-platform §5.1). */
record SecretBundles(String vaultUri) {
    private static final Duration RECOVERABLE = Duration.ofDays(90);
    private static final List<String> SETTINGS = List.of("contentType", "tags");

    ObjectNode full(Version secret) {
        ObjectNode bundle = Json.object();
        bundle.put("value", secret.value());
        bundle.put("id", vaultUri + "/secrets/" + secret.name() + "/" + secret.version());
        return attributes(bundle, secret);
    }

    /** As {@link #full} without the value, which an update does not tell. */
    ObjectNode updated(Version secret) {
        ObjectNode bundle = full(secret);
        bundle.remove("value");
        return bundle;
    }

    ObjectNode listed(Version secret) {
        return attributes(Json.object().put("id", vaultUri + "/secrets/" + secret.name()), secret);
    }

    ObjectNode listedVersion(Version secret) {
        return updated(secret);
    }

    ObjectNode deleted(Version secret, Instant when) {
        ObjectNode bundle = updated(secret);
        bundle.put("recoveryId", vaultUri + "/deletedsecrets/" + secret.name());
        bundle.put("deletedDate", when.getEpochSecond());
        bundle.put("scheduledPurgeDate", when.plus(RECOVERABLE).getEpochSecond());
        return bundle;
    }

    private static ObjectNode attributes(ObjectNode bundle, Version secret) {
        ObjectNode attributes = bundle.putObject("attributes");
        attributes.put("enabled", true);
        secret.settings()
                .path("attributes")
                .properties()
                .forEach(given -> attributes.set(given.getKey(), given.getValue()));
        attributes.put("created", secret.created().getEpochSecond());
        attributes.put("updated", secret.updated().getEpochSecond());
        attributes.put("recoveryLevel", "Recoverable+Purgeable");
        attributes.put("recoverableDays", RECOVERABLE.toDays());
        SETTINGS.stream()
                .filter(secret.settings()::hasNonNull)
                .forEach(field -> bundle.set(field, secret.settings().get(field)));
        return bundle;
    }
}
