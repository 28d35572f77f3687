package io.podpass.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podpass.core.Binding;
import io.podpass.core.ExceptionRule;
import io.podpass.core.Identity;
import io.podpass.core.IdentityRules.Verdict;
import io.podpass.core.ObjectKey;
import io.podpass.core.Pod;
import io.podpass.kube.AzureIdentity;
import io.podpass.kube.AzureIdentityBinding;
import io.podpass.kube.AzurePodIdentityException;
import io.podpass.kube.Records;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The custom resources and the pods of all manifests, as core's decisions take them. */
record Objects(
        Map<Manifest, Verdict> identities,
        Map<Manifest, Binding> bindings,
        Map<Manifest, ExceptionRule> exceptions,
        Map<Manifest, Pod> pods) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Objects of(World world) {
        var identities = new LinkedHashMap<Manifest, Verdict>();
        var bindings = new LinkedHashMap<Manifest, Binding>();
        var exceptions = new LinkedHashMap<Manifest, ExceptionRule>();
        var pods = new LinkedHashMap<Manifest, Pod>();
        for (var manifest : world.manifests()) {
            switch (manifest.kind()) {
                case "AzureIdentity" -> identities.put(manifest, Records.identity(read(manifest, AzureIdentity.class)));
                case "AzureIdentityBinding" ->
                    bindings.put(manifest, Records.binding(read(manifest, AzureIdentityBinding.class)));
                case "AzurePodIdentityException" ->
                    exceptions.put(manifest, Records.exception(read(manifest, AzurePodIdentityException.class)));
                default -> manifest.pods().ifPresent(template -> pods.put(manifest, pod(manifest, template)));
            }
        }
        return new Objects(identities, bindings, exceptions, pods);
    }

    List<Binding> allBindings() {
        return new ArrayList<>(bindings.values());
    }

    /** Also one that can't be used as it is: that has a finding of its own. */
    boolean hasIdentity(ObjectKey key) {
        return identities.keySet().stream().anyMatch(manifest -> manifest.key().equals(key));
    }

    Optional<Identity> usable(ObjectKey key) {
        return identities.values().stream()
                .flatMap(verdict -> verdict instanceof Verdict.Usable(var identity) ? Stream.of(identity) : Stream.of())
                .filter(identity -> identity.key().equals(key))
                .findFirst();
    }

    private static <T> T read(Manifest manifest, Class<T> type) {
        var object = manifest.object().deepCopy();
        // Objects without a namespace are compared by the one that they will get.
        if (object.path("metadata") instanceof ObjectNode metadata) {
            metadata.put("namespace", manifest.key().namespace());
            metadata.put("name", manifest.key().name());
        } else {
            throw new CheckException(manifest.place() + ": this " + manifest.kind() + " has no metadata: name it");
        }
        try {
            return MAPPER.treeToValue(object, type);
        } catch (JsonProcessingException e) {
            throw new CheckException(
                    manifest.place() + ": " + manifest.title() + " can't be read: "
                            + e.getOriginalMessage().lines().findFirst().orElse("")
                            + ": compare it with its definition",
                    e);
        }
    }

    /** As if it ran: a pod of a template is judged by what it will be. */
    private static Pod pod(Manifest manifest, JsonNode template) {
        return new Pod(
                manifest.key(),
                "",
                "any",
                Manifest.texts(template.at("/metadata/labels")),
                template.at("/spec/serviceAccountName").asText("default"),
                Set.of(),
                template.at("/spec/hostNetwork").asBoolean(false),
                false);
    }
}
