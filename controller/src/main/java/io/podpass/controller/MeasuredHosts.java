package io.podpass.controller;

import io.podpass.azure.ArmException;
import io.podpass.azure.HostIdentityClient;
import io.podpass.core.Host;
import io.podpass.core.HostIdentities;
import io.podpass.core.IdentityPatch;
import io.podpass.core.ResourceId;
import java.util.Map;
import java.util.function.Supplier;

/** The client, with its calls counted and their outcome noted. Safe for use by many threads. */
final class MeasuredHosts implements HostIdentityClient {
    private final HostIdentityClient client;
    private final ControllerMetrics metrics;
    private final AzureHealth health;

    MeasuredHosts(HostIdentityClient client, ControllerMetrics metrics, AzureHealth health) {
        this.client = client;
        this.metrics = metrics;
        this.health = health;
    }

    @Override
    public HostIdentities get(Host host) {
        return call(operation(host, "get"), () -> client.get(host));
    }

    @Override
    public boolean exists(ResourceId identity) {
        return call("identity_get", () -> client.exists(identity));
    }

    @Override
    public Map<ResourceId, String> principalIds(Host host) {
        return client.principalIds(host);
    }

    @Override
    public void patch(Host host, IdentityPatch patch) {
        call(operation(host, "update"), () -> {
            client.patch(host, patch);
            return true;
        });
    }

    private <T> T call(String operation, Supplier<T> call) {
        var start = metrics.now();
        try {
            var answer = call.get();
            metrics.cloudCall(operation, start);
            health.answered();
            return answer;
        } catch (ArmException e) {
            metrics.cloudError(operation);
            health.failed(e);
            throw e;
        }
    }

    /** The old label (spec aad-pod-identity §3.13). */
    private static String operation(Host host, String verb) {
        return switch (host.kind()) {
            case SCALE_SET -> "vmss_" + verb;
            case VM -> "vm_" + verb;
        };
    }
}
