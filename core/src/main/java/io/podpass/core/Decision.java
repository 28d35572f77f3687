package io.podpass.core;

/** What may be done with one token request at this moment. */
public sealed interface Decision {
    /** A token may be issued. */
    sealed interface Permitted extends Decision {}

    /** The assignment by which the token may be issued. */
    record Allowed(Assignment assignment) implements Permitted {}

    /** An exception leaves the pod to IMDS: the identity of the host that it names, or the host's own when it names none. */
    record Excepted(RequestedIdentity requested) implements Permitted {}

    /** Not now, but an event may change it: worth waiting for, within the caller's budget. */
    record Pending(Reason reason) implements Decision {}

    /** Waiting is of no use: the pod must change, or which pods the identity may serve. */
    record Refused(Reason reason) implements Decision {}

    /** The documented list of reasons; {@link #text()} is what the caller reads. */
    enum Reason {
        NO_LABEL("the pod has no label aadpodidbinding, so no binding can match it: set it on the pod template"),
        HOST_NETWORK(
                "pods on the host network share the node's address and get no pod identity: set hostNetwork to false"),
        POD_FINISHED("the pod has finished"),
        NO_ASSIGNMENT("no identity is assigned to the pod: check that a binding's selector equals the pod's label"
                + " aadpodidbinding, that the binding and its identity are in one namespace (in managed mode the pod's),"
                + " and in standard mode that the controller runs"),
        NOT_GRANTED(
                "the identity that the request names is not granted to the pod: add a binding for it or name another"),
        NOT_ATTACHED_YET(
                "the identity is granted but not attached to the pod's host yet: see the events of its binding"),
        NOT_IN_EXCEPTION("the exception that covers the pod does not open the identity that the request names: add its"
                + " client id to spec.clientIDs of the exception"),
        EXCEPTION_NEEDS_CLIENT_ID("the exception that covers the pod opens the identities of a list: name one of them"
                + " with client_id and nothing else"),
        OTHER_NAMESPACE("the identity serves its own namespace only: move the pod, or the identity with its binding");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
