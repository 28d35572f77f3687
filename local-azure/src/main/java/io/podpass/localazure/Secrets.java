package io.podpass.localazure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The secrets of all vaults, with versions and soft delete. Names are compared without regard to case. Thread safe. */
final class Secrets {
    /**
     * @param settings what the client may give besides the value: attributes, contentType, tags
     */
    record Version(String name, String version, String value, ObjectNode settings, Instant created, Instant updated) {
        /** Prints without the value. */
        @Override
        public String toString() {
            return "secret " + name + "/" + version;
        }
    }

    private static final class Vault {
        private final Map<String, List<Version>> live = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private final Map<String, List<Version>> deleted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    }

    private final Map<ResourceId, Vault> vaults = new HashMap<>();
    private final Clock clock;
    private final Ids ids;

    Secrets(Clock clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
    }

    Instant now() {
        return clock.instant();
    }

    synchronized void forget(ResourceId vault) {
        vaults.remove(vault);
    }

    /** @throws VaultException when the name belongs to a deleted secret */
    synchronized Version set(ResourceId vaultId, String name, ObjectNode body) {
        Vault vault = vault(vaultId);
        if (vault.deleted.containsKey(name)) {
            throw new VaultException(
                    409,
                    "Conflict",
                    "ObjectIsDeletedButRecoverable",
                    "Secret " + name
                            + " is currently in a deleted but recoverable state, and its name cannot be reused;"
                            + " in this state, the secret can only be recovered or purged.");
        }
        Instant now = clock.instant();
        ObjectNode settings = body.deepCopy();
        settings.remove("value");
        var version = new Version(name, ids.hex32(), body.path("value").asText(""), settings, now, now);
        vault.live.computeIfAbsent(name, key -> new ArrayList<>()).add(version);
        return version;
    }

    /** @param version empty for the latest */
    synchronized Version get(ResourceId vaultId, String name, String version) {
        return live(vaultId, name).stream()
                .filter(candidate -> version.isEmpty() || candidate.version().equalsIgnoreCase(version))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> VaultException.secretNotFound(version.isEmpty() ? name : name + "/" + version));
    }

    synchronized Version update(ResourceId vaultId, String name, String version, JsonNode patch) {
        Version old = get(vaultId, name, version);
        ObjectNode settings = old.settings().deepCopy();
        Json.merge(settings, patch);
        var changed = new Version(old.name(), old.version(), old.value(), settings, old.created(), clock.instant());
        live(vaultId, name).replaceAll(each -> each.version().equals(old.version()) ? changed : each);
        return changed;
    }

    synchronized List<Version> latest(ResourceId vaultId) {
        return lasts(vault(vaultId).live.values());
    }

    synchronized List<Version> versions(ResourceId vaultId, String name) {
        return List.copyOf(live(vaultId, name));
    }

    synchronized List<Version> deleted(ResourceId vaultId) {
        return lasts(vault(vaultId).deleted.values());
    }

    synchronized Optional<Version> findDeleted(ResourceId vaultId, String name) {
        return Optional.ofNullable(vault(vaultId).deleted.get(name)).map(List::getLast);
    }

    synchronized Version delete(ResourceId vaultId, String name) {
        List<Version> versions = live(vaultId, name);
        Vault vault = vault(vaultId);
        vault.live.remove(name);
        vault.deleted.put(name, versions);
        return versions.getLast();
    }

    synchronized Version recover(ResourceId vaultId, String name) {
        Vault vault = vault(vaultId);
        List<Version> versions = vault.deleted.remove(name);
        if (versions == null) {
            throw VaultException.secretNotFound(name);
        }
        vault.live.put(name, versions);
        return versions.getLast();
    }

    synchronized void purge(ResourceId vaultId, String name) {
        if (vault(vaultId).deleted.remove(name) == null) {
            throw VaultException.secretNotFound(name);
        }
    }

    private List<Version> live(ResourceId vaultId, String name) {
        List<Version> versions = vault(vaultId).live.get(name);
        if (versions == null) {
            throw VaultException.secretNotFound(name);
        }
        return versions;
    }

    private Vault vault(ResourceId id) {
        return vaults.computeIfAbsent(id, key -> new Vault());
    }

    private static List<Version> lasts(Collection<List<Version>> secrets) {
        return secrets.stream().map(List::getLast).toList();
    }
}
