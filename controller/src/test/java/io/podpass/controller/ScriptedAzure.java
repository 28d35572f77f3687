package io.podpass.controller;

import io.podpass.azure.ArmException;
import io.podpass.azure.HostIdentityClient;
import io.podpass.core.Host;
import io.podpass.core.HostIdentities;
import io.podpass.core.IdentityPatch;
import io.podpass.core.ResourceId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/** An Azure whose next calls go as the test says, and all others as they should. */
final class ScriptedAzure implements HostIdentityClient {
    /** What becomes of one patch. */
    interface Answer {
        void to(Runnable carryingItOut);
    }

    final FakeHosts hosts = new FakeHosts();
    private final Queue<Answer> patches = new ArrayDeque<>();
    private final Queue<ArmException> looks = new ArrayDeque<>();

    void nextPatch(Answer answer) {
        patches.add(answer);
    }

    void nextLookFails(ArmException failure) {
        looks.add(failure);
    }

    static ArmException failure(int status, String code) {
        return new ArmException(code, status, code, Set.of(), Optional.empty());
    }

    static ArmException failure(int status, String code, Duration retryAfter) {
        return new ArmException(code, status, code, Set.of(), Optional.of(retryAfter));
    }

    @Override
    public HostIdentities get(Host host) {
        var failure = looks.poll();
        if (failure != null) {
            throw failure;
        }
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
        var answer = patches.poll();
        Runnable actual = () -> hosts.patch(host, patch);
        if (answer == null) {
            actual.run();
        } else {
            answer.to(actual);
        }
    }
}
