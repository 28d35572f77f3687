package io.podpass.controller;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.podpass.azure.ArmException;
import io.podpass.azure.HostIdentityClient;
import io.podpass.core.Host;
import io.podpass.core.HostIdentities;
import io.podpass.core.IdentityPatch;
import io.podpass.core.ResourceId;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The life of one controller, ended at its n-th call: every write to Kubernetes and every call to ARM counts. After its
 * end nothing that it asks for takes effect.
 */
final class Mortal implements Interceptor {
    private final int diesAt;
    private final boolean afterEffect;
    private final VirtualTime time;
    private int calls;
    private boolean dead;
    private String last = "nothing";

    /** {@code afterEffect}: the last call is carried out, and its answer is lost. */
    Mortal(int diesAt, boolean afterEffect, VirtualTime time) {
        this.diesAt = diesAt;
        this.afterEffect = afterEffect;
        this.time = time;
    }

    static Mortal immortal(VirtualTime time) {
        return new Mortal(Integer.MAX_VALUE, false, time);
    }

    synchronized boolean dead() {
        return dead;
    }

    /** The call that it died of. */
    synchronized String last() {
        return last;
    }

    /** Whether the call's answer is not to be heard. */
    private synchronized boolean begins(String call) {
        if (!dead && ++calls == diesAt) {
            last = call;
            dead = !afterEffect;
            return true;
        }
        return false;
    }

    private synchronized boolean ended(boolean lost) {
        dead |= lost;
        return dead;
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        if (isWatch(request)) {
            return;
        }
        var lost = !request.method().equals("GET")
                && begins(request.method() + " " + request.uri().getPath());
        if (dead()) {
            throw new KubernetesClientException("the process has ended");
        }
        if (lost) {
            builder.setHeader(LOST, "true");
        }
        time.begins();
    }

    @Override
    public void afterConnectionFailure(HttpRequest request, Throwable failure) {
        if (!isWatch(request)) {
            time.ends();
        }
    }

    private static final String LOST = "x-answer-is-lost";

    private static boolean isWatch(HttpRequest request) {
        return String.valueOf(request.uri().getQuery()).contains("watch=true");
    }

    @Override
    public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        if (isWatch(request)) {
            return;
        }
        time.ends();
        if (ended(!request.headers(LOST).isEmpty())) {
            if (response.body() instanceof AsyncBody body) {
                body.cancel();
            }
            throw new KubernetesClientException("the process has ended");
        }
    }

    HostIdentityClient calling(HostIdentityClient azure) {
        return new HostIdentityClient() {
            @Override
            public HostIdentities get(Host host) {
                return call("GET " + host.id(), () -> azure.get(host));
            }

            @Override
            public boolean exists(ResourceId identity) {
                return call("GET " + identity, () -> azure.exists(identity));
            }

            @Override
            public Map<ResourceId, String> principalIds(Host host) {
                return azure.principalIds(host);
            }

            @Override
            public void patch(Host host, IdentityPatch patch) {
                call("PATCH " + host.id() + " +" + patch.attach() + " -" + patch.detach(), () -> {
                    azure.patch(host, patch);
                    return true;
                });
            }
        };
    }

    private <T> T call(String call, Supplier<T> actual) {
        var lost = begins(call);
        if (dead()) {
            throw ended();
        }
        time.begins();
        try {
            var answer = actual.get();
            if (ended(lost)) {
                throw ended();
            }
            return answer;
        } catch (ArmException e) {
            // Whatever came of it, nobody is there to hear.
            throw ended(lost) ? ended() : e;
        } finally {
            time.ends();
        }
    }

    private static ArmException ended() {
        return new ArmException("the process has ended", ArmException.NO_ANSWER, "Ended", Set.of(), Optional.empty());
    }
}
