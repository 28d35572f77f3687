package io.podpass.e2e;

import io.podpass.localkube.LocalKube;
import io.podpass.localkube.LocalKubeSettings;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test class one {@link LocalKube} of its own, as {@link ControlPlaneExtension} gives it a real API server. It ends
 * after everything that the class itself has to stop.
 */
final class LocalKubeExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(LocalKubeExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == LocalKube.class;
    }

    @Override
    public LocalKube resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return ControlPlaneExtension.classOf(test)
                .getStore(NAMESPACE)
                .computeIfAbsent(
                        LocalKube.class, key -> LocalKube.start(LocalKubeSettings.loopback()), LocalKube.class);
    }
}
