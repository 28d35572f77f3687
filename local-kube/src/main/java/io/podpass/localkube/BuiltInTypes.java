package io.podpass.localkube;

import static io.podpass.localkube.ResourceType.Trait.CONDITIONAL_UPDATE;
import static io.podpass.localkube.ResourceType.Trait.GENERATION;
import static io.podpass.localkube.ResourceType.Trait.NAMESPACED;
import static io.podpass.localkube.ResourceType.Trait.STATUS;
import static io.podpass.localkube.ResourceType.Trait.STATUS_AT_CREATION;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The types a server has without any CustomResourceDefinition. Adding one is adding a line. */
final class BuiltInTypes {
    private static final Set<String> POD_FIELDS = Set.of(
            "spec.nodeName",
            "spec.restartPolicy",
            "spec.schedulerName",
            "spec.serviceAccountName",
            "spec.hostNetwork",
            "status.phase",
            "status.podIP",
            "status.nominatedNodeName");
    private static final Set<String> EVENT_FIELDS = Set.of(
            "involvedObject.kind",
            "involvedObject.namespace",
            "involvedObject.name",
            "involvedObject.uid",
            "involvedObject.apiVersion",
            "involvedObject.resourceVersion",
            "involvedObject.fieldPath",
            "reason",
            "reportingComponent",
            "source",
            "type");

    private BuiltInTypes() {}

    static List<ResourceType> all() {
        return List.of(
                core("Namespace", "namespaces", "ns", Set.of("status.phase"), STATUS),
                core("Node", "nodes", "no", Set.of("spec.unschedulable"), STATUS, STATUS_AT_CREATION),
                core("Pod", "pods", "po", POD_FIELDS, NAMESPACED, STATUS, GENERATION),
                core("Secret", "secrets", "", Set.of("type"), NAMESPACED),
                core("ConfigMap", "configmaps", "cm", Set.of(), NAMESPACED),
                core("ServiceAccount", "serviceaccounts", "sa", Set.of(), NAMESPACED),
                core("Service", "services", "svc", Set.of("spec.clusterIP", "spec.type"), NAMESPACED, STATUS),
                core("Endpoints", "endpoints", "ep", Set.of(), NAMESPACED),
                core("Event", "events", "ev", EVENT_FIELDS, NAMESPACED),
                core("PersistentVolume", "persistentvolumes", "pv", Set.of(), STATUS),
                core("PersistentVolumeClaim", "persistentvolumeclaims", "pvc", Set.of(), NAMESPACED, STATUS),
                core("LimitRange", "limitranges", "limits", Set.of(), NAMESPACED),
                core("ResourceQuota", "resourcequotas", "quota", Set.of(), NAMESPACED, STATUS),
                apps("Deployment", "deployments", "deploy"),
                apps("ReplicaSet", "replicasets", "rs"),
                apps("DaemonSet", "daemonsets", "ds"),
                apps("StatefulSet", "statefulsets", "sts"),
                named("batch/v1", "Job", "jobs", "", NAMESPACED, STATUS, GENERATION),
                named("batch/v1", "CronJob", "cronjobs", "cj", NAMESPACED, STATUS, GENERATION),
                named(
                        "policy/v1",
                        "PodDisruptionBudget",
                        "poddisruptionbudgets",
                        "pdb",
                        NAMESPACED,
                        STATUS,
                        GENERATION),
                named("coordination.k8s.io/v1", "Lease", "leases", "", NAMESPACED, CONDITIONAL_UPDATE),
                named("discovery.k8s.io/v1", "EndpointSlice", "endpointslices", "", NAMESPACED, GENERATION),
                named("events.k8s.io/v1", "Event", "events", "ev", NAMESPACED),
                named("networking.k8s.io/v1", "NetworkPolicy", "networkpolicies", "netpol", NAMESPACED, GENERATION),
                named("rbac.authorization.k8s.io/v1", "Role", "roles", "", NAMESPACED),
                named("rbac.authorization.k8s.io/v1", "RoleBinding", "rolebindings", "", NAMESPACED),
                named("rbac.authorization.k8s.io/v1", "ClusterRole", "clusterroles", ""),
                named("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "clusterrolebindings", ""),
                named("scheduling.k8s.io/v1", "PriorityClass", "priorityclasses", "pc", GENERATION),
                named(
                        "admissionregistration.k8s.io/v1",
                        "MutatingWebhookConfiguration",
                        "mutatingwebhookconfigurations",
                        "",
                        GENERATION),
                named(
                        "admissionregistration.k8s.io/v1",
                        "ValidatingWebhookConfiguration",
                        "validatingwebhookconfigurations",
                        "",
                        GENERATION),
                named(
                        "apiextensions.k8s.io/v1",
                        "CustomResourceDefinition",
                        "customresourcedefinitions",
                        "crd,crds",
                        STATUS,
                        GENERATION,
                        CONDITIONAL_UPDATE));
    }

    private static ResourceType core(
            String kind, String plural, String shortNames, Set<String> fields, ResourceType.Trait... traits) {
        return type("", "v1", kind, plural, shortNames, fields, Set.of(traits));
    }

    private static ResourceType apps(String kind, String plural, String shortName) {
        return named("apps/v1", kind, plural, shortName, NAMESPACED, STATUS, GENERATION);
    }

    private static ResourceType named(
            String apiVersion, String kind, String plural, String shortNames, ResourceType.Trait... traits) {
        int slash = apiVersion.indexOf('/');
        String group = apiVersion.substring(0, slash);
        Set<String> fields = kind.equals("Event") ? EVENT_FIELDS : Set.of();
        return type(group, apiVersion.substring(slash + 1), kind, plural, shortNames, fields, Set.of(traits));
    }

    private static ResourceType type(
            String group,
            String version,
            String kind,
            String plural,
            String shortNames,
            Set<String> fields,
            Set<ResourceType.Trait> traits) {
        List<String> categories =
                group.equals("apps") || Set.of("Pod", "Service").contains(kind) ? List.of("all") : List.of();
        return new ResourceType(
                group,
                version,
                kind,
                plural,
                kind.toLowerCase(Locale.ROOT),
                shortNames.isEmpty() ? List.of() : List.of(shortNames.split(",", -1)),
                categories,
                fields,
                traits,
                false,
                BuiltInRules.of(kind),
                BuiltInColumns.of(kind),
                Json.object().put("type", "object"));
    }
}
