package io.podpass.controller;

import io.podpass.core.Assignment;
import io.podpass.core.ObjectKey;
import io.podpass.kube.AzureAssignedIdentity;
import io.podpass.kube.Records;
import java.util.stream.Stream;

/** An object that has a condition. */
record Subject(Kind kind, ObjectKey key) {
    enum Kind {
        IDENTITY,
        BINDING
    }

    static Subject identity(ObjectKey key) {
        return new Subject(Kind.IDENTITY, key);
    }

    static Subject binding(ObjectKey key) {
        return new Subject(Kind.BINDING, key);
    }

    /** Both that an assignment is of. */
    static Stream<Subject> of(AzureAssignedIdentity object) {
        return Stream.of(identity(Records.identityOf(object)), binding(Records.bindingOf(object)));
    }

    static Stream<Subject> of(Assignment assignment) {
        return Stream.of(
                identity(assignment.identity().key()),
                binding(assignment.binding().key()));
    }
}
