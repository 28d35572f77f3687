package io.podpass.controller;

import io.podpass.kube.AzureAssignedIdentity;
import io.podpass.kube.Records;

/** What we note on an assignment to know it again after a restart. */
final class Marks {
    /** On the assignments of an identity that is on the host because we put it there: what we may take off again. */
    static final String ATTACHED_ANNOTATION = "podpass.io/attached";

    static final String ATTACHED = "true";

    private Marks() {}

    static boolean attachedByUs(AzureAssignedIdentity object) {
        return Records.annotation(object, ATTACHED_ANNOTATION).equals(ATTACHED);
    }
}
