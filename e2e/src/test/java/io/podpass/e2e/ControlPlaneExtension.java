package io.podpass.e2e;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import io.podpass.e2e.ControlPlaneBinaries.ControlPlaneMissing;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test class one {@link ControlPlane} of its own, as a parameter of constructors and methods, and ends it with the
 * class. Where there are no binaries the class is skipped, and one line says why.
 */
final class ControlPlaneExtension implements ExecutionCondition, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(ControlPlaneExtension.class);

    /** A condition, since an assumption in a callback is too late for a constructor's parameter. */
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext test) {
        if (test.getTestMethod().isPresent()) {
            return enabled("its class is");
        }
        try {
            return enabled("found " + ControlPlaneBinaries.find());
        } catch (ControlPlaneMissing missing) {
            // The build's report counts what was skipped but gives no reasons.
            System.err.println(test.getDisplayName() + " is skipped: " + missing.getMessage());
            return disabled(missing.getMessage());
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == ControlPlane.class;
    }

    @Override
    public ControlPlane resolveParameter(ParameterContext parameter, ExtensionContext test) {
        // The store closes it when the class is done.
        return classOf(test)
                .getStore(NAMESPACE)
                .computeIfAbsent(
                        ControlPlane.class, key -> ControlPlane.start(ControlPlaneBinaries.find()), ControlPlane.class);
    }

    static ExtensionContext classOf(ExtensionContext test) {
        return test.getTestMethod().isPresent() ? classOf(test.getParent().orElseThrow()) : test;
    }
}
