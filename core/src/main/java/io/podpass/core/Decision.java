package io.podpass.core;

/** What may be done with one token request at this moment. */
public sealed interface Decision {
    /** The assignment by which the token may be issued. */
    record Allowed(Assignment assignment) implements Decision {}

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
        NO_ASSIGNMENT(
                "no identity is assigned to the pod: check that a binding's selector equals the pod's label"
                        + " aadpodidbinding, that the binding and its identity are in one namespace, and that the controller runs"),
        NOT_GRANTED(
                "the identity that the request names is not granted to the pod: add a binding for it or name another"),
        NOT_ATTACHED_YET(
                "the identity is granted but not attached to the pod's host yet: see the events of its binding"),
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
