package io.podpass.azure;

import io.podpass.core.Host;
import io.podpass.core.HostIdentities;
import io.podpass.core.IdentityPatch;
import io.podpass.core.ResourceId;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scale sets and virtual machines at ARM (spec azure-platform §3.5). */
public final class ArmHosts implements HostIdentityClient {
    /** Served for both resource types; any version since 2018-06-01 has identities as a map. */
    public static final String API_VERSION = "2024-03-01";

    /** Spec azure-platform §3.4. */
    static final String IDENTITY_API_VERSION = "2023-01-31";

    private static final Set<String> NO_SUCH_THING = Set.of("ResourceNotFound", "ResourceGroupNotFound");

    private static final Logger LOG = LoggerFactory.getLogger(ArmHosts.class);

    private final URI arm;
    private final ArmCalls calls;
    private final ConcurrentMap<Host, Map<ResourceId, String>> principals = new ConcurrentHashMap<>();

    /** {@code arm} is the endpoint alone, such as {@link Cloud#arm()}. */
    public ArmHosts(URI arm, HttpClient http, ArmTokens tokens, Clock clock, Pause pause, ArmLimits limits) {
        this.arm = arm;
        this.calls = new ArmCalls(http, tokens, clock, pause, limits);
    }

    @Override
    public HostIdentities get(Host host) {
        var task = ArmTask.read(host, calls.operationDeadline());
        var answer = calls.get(task.uri(arm), task);
        if (answer.provisioningState().equalsIgnoreCase("Deleting")) {
            throw new ArmException(
                    task.failed() + ": it is being deleted", 404, "Deleting", Set.of(), Optional.empty());
        }
        principals.put(host, IdentityJson.principalIds(answer.body()));
        return IdentityJson.read(answer.body());
    }

    @Override
    public boolean exists(ResourceId identity) {
        var task = ArmTask.find(identity, calls.answerDeadline());
        try {
            calls.get(task.uri(arm), task);
            return true;
        } catch (ArmException e) {
            // A cloud without such identities, or a subscription that we cannot see, answers 404, too.
            if (e.status() == 404 && NO_SUCH_THING.contains(e.code())) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public Map<ResourceId, String> principalIds(Host host) {
        return principals.getOrDefault(host, Map.of());
    }

    @Override
    public void patch(Host host, IdentityPatch patch) {
        var task = ArmTask.change(host, calls.operationDeadline());
        var answer = calls.patch(task.uri(arm), IdentityJson.patch(patch), task);
        new ArmOperation(calls, arm, task).await(answer);
        var told = IdentityJson.principalIds(answer.body());
        if (told.keySet().containsAll(patch.attach())) {
            principals.put(host, told);
        } else {
            learnPrincipalIds(host);
        }
    }

    /** The answer to a PATCH need not hold the result. What was patched is done, whether or not ARM tells us the rest. */
    private void learnPrincipalIds(Host host) {
        try {
            get(host);
        } catch (ArmException e) {
            LOG.atInfo()
                    .addKeyValue("host", host.id())
                    .addKeyValue("problem", e.getMessage())
                    .log("object ids of new identities are not known yet");
        }
    }
}
