package io.podpass.core;

import io.podpass.core.Finding.Severity;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every kind of finding. Ids are stable: scripts and code scanning refer to them, so a kind is never renamed, and a section
 * {@code ## id} of docs/findings.md explains it.
 */
public enum FindingKind {
    CLIENT_ID_AS_PRINCIPAL(Severity.ERROR, "A role is assigned to a client id, where only an object id counts"),
    CONTROL_PLANE_AS_PRINCIPAL(Severity.ERROR, "The cluster's own identity has a role that the kubelet's needs"),
    PRINCIPAL_UNKNOWN(Severity.WARNING, "A role is assigned to an id that is no identity's of these files"),
    ROLE_MISSING(Severity.ERROR, "A role that is needed is not assigned"),
    ROLE_NOT_SEEN(Severity.WARNING, "A role that may be needed is not assigned in these files"),
    SCOPE_DOES_NOT_COVER(Severity.ERROR, "A role is assigned where it does not reach what it is needed for"),
    OIDC_ISSUER_OFF(Severity.ERROR, "A federated credential trusts a cluster whose OIDC issuer is off"),
    ISSUER_SPELLING(Severity.ERROR, "A federated credential's issuer differs from the cluster's in slash or case"),
    SUBJECT_MALFORMED(Severity.ERROR, "A federated credential's subject is no ServiceAccount's"),
    AUDIENCE_UNUSUAL(Severity.WARNING, "A federated credential's audience is not the one that tokens of pods have"),
    FEDERATION_LIMIT(Severity.ERROR, "An identity has more federated credentials than Azure takes"),
    FEDERATION_DUPLICATE(Severity.ERROR, "An identity has two federated credentials for one issuer and subject"),
    HOST_IDENTITY_LIMIT(Severity.ERROR, "A machine or scale set gets more identities than one request takes"),
    KUBENET(Severity.WARNING, "A pod can take another pod's address with kubenet, and the agent does not start there"),
    IDENTITY_INVALID(Severity.ERROR, "An AzureIdentity can't be used as it is"),
    IDENTITY_IN_OTHER_NAMESPACE(Severity.ERROR, "A binding and its identity are in different namespaces"),
    IDENTITY_NOT_SEEN(Severity.WARNING, "A binding names an identity that is not in these files"),
    BINDING_EMPTY(Severity.ERROR, "A binding lacks its identity or its selector"),
    SELECTOR_WITHOUT_PODS(Severity.WARNING, "A binding's selector matches no pod of these files"),
    LABEL_WITHOUT_BINDING(Severity.WARNING, "A pod's label is matched by no binding of these files"),
    IDENTITY_SERVES_OTHER_NAMESPACE(
            Severity.WARNING, "A pod is bound to an identity that serves only its own namespace"),
    LABEL_NOT_ON_PODS(Severity.ERROR, "A label is on the workload, not on its pods"),
    HOST_NETWORK_LABELLED(Severity.ERROR, "A pod on the host network has the label"),
    EXCEPTION_IN_USER_NAMESPACE(
            Severity.WARNING, "An exception opens every identity of the host to pods outside system namespaces"),
    WORKLOAD_IDENTITY_SETTING(
            Severity.WARNING, "A label or annotation of workload identity is not read as it is written"),
    CLIENT_ID_IS_OBJECT_ID(Severity.ERROR, "An AzureIdentity has an object id where the client id belongs"),
    CLIENT_ID_OF_OTHER_IDENTITY(Severity.ERROR, "An AzureIdentity's client id is another identity's"),
    IDENTITY_NOT_AT_AZURE(Severity.WARNING, "An AzureIdentity names an identity that the plan or state does not have"),
    DEFINITION_MISSING(Severity.ERROR, "The cluster does not know one of the kinds"),
    DEFINITION_OLD(Severity.WARNING, "A definition is that of AAD Pod Identity or of an older Podpass"),
    NO_LEADER(Severity.ERROR, "No controller leads"),
    AGENT_MISSING(Severity.ERROR, "A node with labelled pods has no agent"),
    AGENT_NOT_READY(Severity.ERROR, "An agent is not ready"),
    IDENTITY_RECREATED(Severity.ERROR, "A host has an identity that was deleted"),
    IDENTITY_NOT_ATTACHED(Severity.ERROR, "An identity is assigned and not attached"),
    IDENTITY_NOT_NEEDED(Severity.INFO, "An identity is attached that no assignment needs"),
    HOST_CROWDED(Severity.WARNING, "A host has more identities than one request takes"),
    NET_RAW_KEPT(Severity.WARNING, "A labelled pod of a kubenet cluster can forge packets"),
    EGRESS_BLOCKED(Severity.WARNING, "Network policies keep labelled pods from the agent"),
    OLD_COMPONENT(Severity.WARNING, "A part of AAD Pod Identity is left"),
    CLUSTER_PART_UNREAD(Severity.WARNING, "Something in the cluster could not be read"),
    AZURE_UNREAD(Severity.INFO, "Something at Azure could not be read");

    private final Severity severity;
    private final String title;

    FindingKind(Severity severity, String title) {
        this.severity = severity;
        this.title = title;
    }

    /** Such as {@code role-missing}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<FindingKind> ofId(String id) {
        return Stream.of(values()).filter(kind -> kind.id().equals(id)).findFirst();
    }

    public Severity severity() {
        return severity;
    }

    /** One line for lists of rules. */
    public String title() {
        return title;
    }
}
