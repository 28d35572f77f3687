package io.podpass.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.podpass.core.Assignment;
import io.podpass.core.AssignmentState;
import io.podpass.core.Binding;
import io.podpass.core.ExceptionRule;
import io.podpass.core.Host;
import io.podpass.core.IdentityRules;
import io.podpass.core.IdentityRules.Verdict;
import io.podpass.core.IdentityRules.Verdict.Invalid;
import io.podpass.core.IdentityRules.Verdict.Usable;
import io.podpass.core.IdentityRules.Written;
import io.podpass.core.IdentityRules.WrittenPrincipal;
import io.podpass.core.ObjectKey;
import io.podpass.core.Pod;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From objects on the wire to the records that decisions are made of. Total: whatever an object lacks or has wrong comes
 * back as an empty value or a verdict, so that one broken object never hinders another.
 */
public final class Records {
    /** Annotation of an identity that may serve its own namespace only (spec aad-pod-identity §1.2). */
    public static final String BEHAVIOR_ANNOTATION = "aadpodidentity.k8s.io/Behavior";

    private static final Set<String> FINISHED = Set.of("Succeeded", "Failed");

    private static final ObjectKey NOBODY = new ObjectKey("", "");

    private Records() {}

    /** An assignment, or what is wrong with the object that should be one. */
    public sealed interface AssignmentVerdict {
        record Intact(Assignment assignment) implements AssignmentVerdict {}

        /** {@code pod} and {@code node} are empty strings where the object names none. */
        record Broken(ObjectKey key, ObjectKey pod, String node, boolean deleting, String problem)
                implements AssignmentVerdict {}

        default Optional<Assignment> readable() {
            return this instanceof Intact(var assignment) ? Optional.of(assignment) : Optional.empty();
        }
    }

    public static ObjectKey key(HasMetadata object) {
        var metadata = object.getMetadata();
        return new ObjectKey(text(metadata.getNamespace()), text(metadata.getName()));
    }

    public static boolean deleting(HasMetadata object) {
        return object.getMetadata().getDeletionTimestamp() != null;
    }

    public static Pod pod(WatchedPod pod) {
        var spec = pod.getSpec();
        var status = pod.getStatus();
        return new Pod(
                key(pod),
                text(pod.getMetadata().getUid()),
                spec == null ? "" : text(spec.nodeName()),
                labels(pod),
                spec == null ? "" : text(spec.serviceAccountName()),
                addresses(pod),
                spec != null && Boolean.TRUE.equals(spec.hostNetwork()),
                status != null && FINISHED.contains(text(status.phase())));
    }

    /** In the form of {@link IpAddresses}: container runtimes and sockets spell IPv6 differently. */
    static Set<String> addresses(WatchedPod pod) {
        var status = pod.getStatus();
        if (status == null) {
            return Set.of();
        }
        var others = status.podIPs() == null
                ? Stream.<String>empty()
                : status.podIPs().stream().map(WatchedPod.PodIP::ip);
        return Stream.concat(Stream.of(text(status.podIP())), others.map(Records::text))
                .flatMap(text -> IpAddresses.canonical(text).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    public static Verdict identity(AzureIdentity identity) {
        var spec = identity.getSpec();
        if (spec == null) {
            return new Invalid(key(identity), "the object has no spec: write it anew");
        }
        return IdentityRules.check(new Written(
                key(identity),
                spec.type() == null ? 0 : spec.type(),
                text(spec.resourceID()),
                text(spec.clientID()),
                principal(spec),
                annotation(identity, BEHAVIOR_ANNOTATION)));
    }

    private static WrittenPrincipal principal(AzureIdentitySpec spec) {
        var secret = spec.clientPassword();
        var auxiliary = spec.auxiliaryTenantIDs();
        return new WrittenPrincipal(
                text(spec.tenantID()),
                auxiliary == null
                        ? List.of()
                        : auxiliary.stream().map(Records::text).toList(),
                text(spec.adEndpoint()),
                secret == null ? "" : text(secret.namespace()),
                secret == null ? "" : text(secret.name()));
    }

    public static Binding binding(AzureIdentityBinding binding) {
        var spec = binding.getSpec();
        if (spec == null) {
            return new Binding(key(binding), "", "", 0);
        }
        return new Binding(
                key(binding),
                text(spec.azureIdentity()),
                text(spec.selector()),
                spec.weight() == null ? 0 : spec.weight());
    }

    /** Absent labels cover no pod; an absent list of client ids opens all. */
    public static ExceptionRule exception(AzurePodIdentityException object) {
        var spec = object.getSpec();
        var labels = spec == null ? null : spec.podLabels();
        var clientIds = spec == null ? null : spec.clientIDs();
        return new ExceptionRule(
                key(object),
                texts(labels),
                Optional.ofNullable(clientIds)
                        .map(ids -> ids.stream().map(Records::text).collect(Collectors.toUnmodifiableSet())));
    }

    public static AssignmentVerdict assignment(AzureAssignedIdentity object) {
        var spec = object.getSpec();
        if (spec == null || spec.azureIdentityRef() == null || spec.azureBindingRef() == null) {
            return broken(object, "the copy of its identity or binding is missing");
        }
        return switch (identity(spec.azureIdentityRef())) {
            case Invalid invalid -> broken(object, "the copy of its identity is unusable: " + invalid.problem());
            case Usable usable ->
                new AssignmentVerdict.Intact(new Assignment(
                        key(object),
                        podOf(object),
                        text(spec.nodeName()),
                        usable.identity(),
                        binding(spec.azureBindingRef()),
                        stateOf(object),
                        Optional.of(annotation(object, AzureAssignedIdentity.OBJECT_ID_ANNOTATION))
                                .filter(id -> !id.isEmpty()),
                        deleting(object)));
        };
    }

    /** The pod that an assignment is for. */
    public static ObjectKey podOf(AzureAssignedIdentity object) {
        var spec = object.getSpec();
        return spec == null ? NOBODY : new ObjectKey(text(spec.podNamespace()), text(spec.pod()));
    }

    public static String nodeOf(AzureAssignedIdentity object) {
        var spec = object.getSpec();
        return spec == null ? "" : text(spec.nodeName());
    }

    /** The identity that an assignment has a copy of; empty names where it has none. */
    public static ObjectKey identityOf(AzureAssignedIdentity object) {
        var spec = object.getSpec();
        return spec == null ? NOBODY : keyOrNobody(spec.azureIdentityRef());
    }

    /** The binding that an assignment has a copy of; empty names where it has none. */
    public static ObjectKey bindingOf(AzureAssignedIdentity object) {
        var spec = object.getSpec();
        return spec == null ? NOBODY : keyOrNobody(spec.azureBindingRef());
    }

    private static ObjectKey keyOrNobody(@Nullable HasMetadata copy) {
        return copy == null ? NOBODY : key(copy);
    }

    public static AssignmentState stateOf(AzureAssignedIdentity object) {
        var status = object.getStatus();
        return AssignmentState.ofText(status == null ? "" : text(status.status()));
    }

    private static AssignmentVerdict broken(AzureAssignedIdentity object, String problem) {
        return new AssignmentVerdict.Broken(key(object), podOf(object), nodeOf(object), deleting(object), problem);
    }

    /** Empty for a node that is no machine of Azure's. */
    public static Optional<Host> host(Node node) {
        var spec = node.getSpec();
        return spec == null ? Optional.empty() : Host.ofProviderId(text(spec.getProviderID()));
    }

    /** Empty when there is no such annotation. */
    public static String annotation(HasMetadata object, String name) {
        return value(object.getMetadata().getAnnotations(), name);
    }

    private static Map<String, String> labels(HasMetadata object) {
        return texts(object.getMetadata().getLabels());
    }

    private static Map<String, String> texts(@Nullable Map<String, String> map) {
        var texts = new LinkedHashMap<String, String>();
        if (map != null) {
            map.forEach((name, value) -> texts.put(name, text(value)));
        }
        return texts;
    }

    private static String value(@Nullable Map<String, String> map, String name) {
        return map == null ? "" : text(map.get(name));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
