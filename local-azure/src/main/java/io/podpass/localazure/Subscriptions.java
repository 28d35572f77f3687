package io.podpass.localazure;

/** The one subscription. */
final class Subscriptions implements ResourceType {
    private final ResourceId subscription;
    private final Tenant tenant;

    Subscriptions(ResourceId subscription, Tenant tenant) {
        this.subscription = subscription;
        this.tenant = tenant;
    }

    @Override
    public String name() {
        return "Microsoft.Resources/subscriptions";
    }

    @Override
    public Reply handle(ArmRequest request) {
        if (!request.method().equals("GET")) {
            throw request.methodNotAllowed();
        }
        var json = Json.object()
                .put("id", subscription.toString())
                .put("subscriptionId", subscription.name())
                .put("tenantId", tenant.id())
                .put("displayName", "Podpass")
                .put("state", "Enabled");
        return Reply.json(200, json);
    }
}
