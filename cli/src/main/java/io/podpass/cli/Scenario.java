package io.podpass.cli;

import static io.podpass.cli.ReferenceSetup.SECRETS_IDENTITY;

import io.podpass.cli.DemoReport.Expect;
import java.util.List;
import java.util.Optional;

/** Who is who in the demo's cluster, and what must come of each pod's request. Pure data. */
public record Scenario(List<IdentityObject> identities, List<BindingObject> bindings, List<PodObject> pods) {
    static final String NAMESPACE = "demo";
    static final String OTHER_NAMESPACE = "other";
    static final String SECRET = "greeting";
    static final String CONTAINER = "reports";
    /** A pod without a workload, for people to bind an identity to while the demo is kept. */
    static final String SPARE_POD = "spare";

    private static final String ORDERS = ReferenceSetup.STORAGE_IDENTITIES.getFirst();
    private static final String REPORTS = ReferenceSetup.STORAGE_IDENTITIES.getLast();

    /** Named as the Azure identity that it stands for. */
    public record IdentityObject(String namespace, String name) {}

    public record BindingObject(String namespace, String name, String identity, String selector) {}

    /** What a pod's workload asks for. */
    public enum Wants {
        SECRET,
        BLOB
    }

    /**
     * A pod and what must come of its request.
     *
     * @param node index of its node
     * @param selector value of the pod's label, if it has one
     * @param named the identity that the request names by client id, if it names one
     * @param shown what the report calls the pod's identity
     * @param token status that the agent must answer with
     * @param service status that Key Vault or Blob must answer with, if it comes to that
     */
    public record PodObject(
            String namespace,
            String name,
            int node,
            Optional<String> selector,
            Optional<String> named,
            String shown,
            Wants wants,
            Expect expect,
            int token,
            Optional<Integer> service) {}

    static Scenario reference() {
        return new Scenario(
                List.of(
                        new IdentityObject(NAMESPACE, SECRETS_IDENTITY),
                        new IdentityObject(NAMESPACE, ORDERS),
                        new IdentityObject(NAMESPACE, REPORTS)),
                List.of(
                        new BindingObject(NAMESPACE, "secrets", SECRETS_IDENTITY, "secrets"),
                        new BindingObject(NAMESPACE, "orders", ORDERS, "orders"),
                        new BindingObject(NAMESPACE, "reports", REPORTS, "reports"),
                        new BindingObject(NAMESPACE, "both-secrets", SECRETS_IDENTITY, "both"),
                        new BindingObject(NAMESPACE, "both-orders", ORDERS, "both"),
                        // Names an identity of namespace demo, but a binding looks in its own.
                        new BindingObject(OTHER_NAMESPACE, "secrets", SECRETS_IDENTITY, "elsewhere")),
                List.of(
                        allowed("secret-reader", 0, "secrets", SECRETS_IDENTITY, Wants.SECRET),
                        allowed("orders", 0, "orders", ORDERS, Wants.BLOB),
                        allowed("reports", 1, "reports", REPORTS, Wants.BLOB),
                        new PodObject(
                                NAMESPACE,
                                "two-identities",
                                1,
                                Optional.of("both"),
                                Optional.of(ORDERS),
                                ORDERS,
                                Wants.BLOB,
                                Expect.ALLOWED,
                                200,
                                Optional.of(200)),
                        new PodObject(
                                NAMESPACE,
                                "no-label",
                                0,
                                Optional.empty(),
                                Optional.empty(),
                                "none",
                                Wants.SECRET,
                                Expect.REFUSED,
                                403,
                                Optional.empty()),
                        new PodObject(
                                NAMESPACE,
                                "not-its-own",
                                0,
                                Optional.of("orders"),
                                Optional.of(SECRETS_IDENTITY),
                                SECRETS_IDENTITY,
                                Wants.SECRET,
                                Expect.REFUSED,
                                403,
                                Optional.empty()),
                        new PodObject(
                                NAMESPACE,
                                "lacks-the-role",
                                1,
                                Optional.of("orders"),
                                Optional.empty(),
                                ORDERS,
                                Wants.SECRET,
                                Expect.REFUSED,
                                200,
                                Optional.of(403)),
                        new PodObject(
                                OTHER_NAMESPACE,
                                "binding-elsewhere",
                                1,
                                Optional.of("elsewhere"),
                                Optional.empty(),
                                "none",
                                Wants.SECRET,
                                Expect.REFUSED,
                                404,
                                Optional.empty())));
    }

    private static PodObject allowed(String name, int node, String selector, String identity, Wants wants) {
        return new PodObject(
                NAMESPACE,
                name,
                node,
                Optional.of(selector),
                Optional.empty(),
                identity,
                wants,
                Expect.ALLOWED,
                200,
                Optional.of(200));
    }

    /** Grants that must have become assignments before the workloads start. */
    long grants() {
        return pods.stream()
                .flatMap(pod -> bindings.stream()
                        .filter(binding -> pod.selector().equals(Optional.of(binding.selector())))
                        .filter(binding ->
                                identities.contains(new IdentityObject(binding.namespace(), binding.identity()))))
                .count();
    }
}
