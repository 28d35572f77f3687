package io.podpass.e2e;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives the tests of all SDKs one {@link SdkWorld}, as a parameter; it ends with the last of them. */
final class SdkWorldExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(SdkWorldExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == SdkWorld.class;
    }

    @Override
    public SdkWorld resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(SdkWorld.class, _ -> SdkWorld.start(), SdkWorld.class);
    }
}
