package io.podpass.localazure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The front door of ARM (spec azure-platform §3.1): who is calling, may they, which type answers. */
final class ArmService implements Service {
    private static final DateTimeFormatter ROUTING =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final ArmAuthentication authentication;
    private final ArmAuthorization authorization;
    private final Map<String, ResourceType> types;
    private final Resources resources;
    private final Operations operations;
    private final Clock clock;
    private final Ids ids;
    private final ResourceId subscription;

    ArmService(
            ArmAuthentication authentication,
            ArmAuthorization authorization,
            List<ResourceType> types,
            Resources resources,
            Operations operations,
            Clock clock,
            Ids ids,
            ResourceId subscription) {
        this.authentication = authentication;
        this.authorization = authorization;
        this.types = types.stream().collect(Collectors.toMap(type -> Text.lower(type.name()), Function.identity()));
        this.resources = resources;
        this.operations = operations;
        this.clock = clock;
        this.ids = ids;
        this.subscription = subscription;
    }

    @Override
    public Reply handle(HttpCall call) {
        Reply reply;
        try {
            reply = answer(call);
        } catch (ArmException e) {
            reply = e.reply();
            if (e.status() == 401) {
                reply = reply.with("WWW-Authenticate", authentication.challenge(e));
            }
        }
        return decorate(call, reply);
    }

    private Reply answer(HttpCall call) {
        Caller caller = authentication.caller(call);
        if (call.query().first("api-version").orElse("").isEmpty()) {
            throw new ArmException(
                    400,
                    "MissingApiVersionParameter",
                    "The api-version query parameter (?api-version=) is required for all requests.");
        }
        ArmTarget target = ArmTarget.parse(call.segments()).orElseThrow(() -> unknownPath(call));
        target.id().subscription().ifPresent(this::requireSubscription);
        ResourceType type = types.get(target.type());
        if (type == null) {
            throw unknownType(target);
        }
        return resources.exclusively(() -> {
            operations.settle();
            type.action(call.method()).ifPresent(action -> authorization.require(caller, action, target.id()));
            return type.handle(new ArmRequest(call, caller, target));
        });
    }

    private void requireSubscription(String named) {
        if (!subscription.name().equalsIgnoreCase(named)) {
            throw new ArmException(404, "SubscriptionNotFound", "The subscription '" + named + "' could not be found.");
        }
    }

    private Reply decorate(HttpCall call, Reply reply) {
        String id = ids.guid();
        Reply decorated = reply.with("x-ms-request-id", id)
                .with("x-ms-correlation-request-id", id)
                .with("x-ms-routing-request-id", "LOCAL:" + ROUTING.format(clock.instant()) + ":" + id)
                .with("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
                .with("X-Content-Type-Options", "nosniff")
                .with("Cache-Control", "no-cache");
        boolean echo = call.header("x-ms-return-client-request-id").orElse("").equalsIgnoreCase("true");
        return call.header("x-ms-client-request-id")
                .filter(sent -> echo)
                .map(sent -> decorated.with("x-ms-client-request-id", sent))
                .orElse(decorated);
    }

    private static ArmException unknownPath(HttpCall call) {
        return new ArmException(
                404, "InvalidResourceType", "The path '" + call.rawPath() + "' names no resource of the local Azure.");
    }

    private static ArmException unknownType(ArmTarget target) {
        int slash = target.type().indexOf('/');
        return new ArmException(
                404,
                "InvalidResourceType",
                "The resource type '" + target.type().substring(slash + 1) + "' could not be found in the namespace '"
                        + target.type().substring(0, slash) + "' of the local Azure.");
    }

    /** A reply to a write that goes on: the resource as it is now, and where to ask for the outcome (§3.2). */
    static Reply accepted(ArmRequest request, int status, ObjectNode body, String location, String operation) {
        String subscription = request.id().subscription().orElse("");
        String provider = Text.lower(request.target().type()).startsWith("microsoft.containerservice/")
                ? "Microsoft.ContainerService"
                : "Microsoft.Compute";
        String version = request.call().query().first("api-version").orElse("");
        var poll = request.call()
                .self("/subscriptions/" + subscription + "/providers/" + provider + "/locations/" + location
                        + "/operations/" + operation + "?api-version=" + version);
        Reply reply = body.isEmpty() ? Reply.of(status) : Reply.json(status, body);
        return reply.with("Azure-AsyncOperation", poll.toString());
    }
}
