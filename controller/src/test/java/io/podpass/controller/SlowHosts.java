package io.podpass.controller;

import io.podpass.azure.ArmException;
import io.podpass.azure.HostIdentityClient;
import io.podpass.core.Host;
import io.podpass.core.HostIdentities;
import io.podpass.core.IdentityPatch;
import io.podpass.core.ResourceId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** Hosts that are changed at once, of which Azure tells after some time that passes virtually. */
final class SlowHosts implements HostIdentityClient {
    private final FakeHosts hosts;
    private final VirtualTime time;
    private final Duration change;

    SlowHosts(FakeHosts hosts, VirtualTime time, Duration change) {
        this.hosts = hosts;
        this.time = time;
        this.change = change;
    }

    @Override
    public HostIdentities get(Host host) {
        return hosts.get(host);
    }

    @Override
    public Map<ResourceId, String> principalIds(Host host) {
        return hosts.principalIds(host);
    }

    @Override
    public boolean exists(ResourceId identity) {
        return hosts.exists(identity);
    }

    @Override
    public void patch(Host host, IdentityPatch patch) {
        var done = new CountDownLatch(1);
        time.timer().after(change, () -> {
            time.begins();
            done.countDown();
        });
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ArmException("interrupted", ArmException.NO_ANSWER, "", Set.of(), Optional.empty());
        }
        hosts.patch(host, patch);
        time.ends();
    }
}
