package io.podpass.agent;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.azure.EntraClient;
import io.podpass.azure.ImdsClient;
import io.podpass.azure.Pause;
import io.podpass.core.ExceptionRule;
import io.podpass.core.Pod;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The metadata endpoint of one node. Runs from {@code start} to {@link #close()}; closing stops the answers and leaves
 * the redirect in place, so that pods get nothing rather than the node's own identity.
 */
public final class Agent implements AutoCloseable {
    private final NodeView view;
    private final Listeners listeners;
    private final Draining draining;
    private final RedirectKeeper redirect;
    private final Operations operations;

    private Agent(
            NodeView view, Listeners listeners, Draining draining, RedirectKeeper redirect, Operations operations) {
        this.view = view;
        this.listeners = listeners;
        this.draining = draining;
        this.redirect = redirect;
        this.operations = operations;
    }

    /**
     * Starts to read the node's pods and assignments, listens, and puts the redirect in place. Returns before everything
     * has been read ({@link #awaitReady}): the redirect must not wait for an API server. Throws {@link AgentException},
     * and then leaves the node as it was, but for a redirect that is in place already: that stays. The client stays the
     * caller's to close.
     */
    public static Agent start(AgentSettings settings, KubernetesClient client) {
        return start(settings, client, EntraClient.httpClient());
    }

    /** As {@link #start(AgentSettings, KubernetesClient)}, for an Entra that the platform's trust store does not know. */
    public static Agent start(AgentSettings settings, KubernetesClient client, HttpClient entra) {
        var clock = Clock.systemUTC();
        return start(
                settings,
                () -> KubeNodeView.start(client, settings.node(), settings.mode(), clock),
                entra,
                clock,
                new SystemCommands(),
                Optional.of(new RefusalEvents(client, clock)));
    }

    static Agent start(AgentSettings settings, Supplier<? extends NodeView> views, Clock clock, Commands commands) {
        return start(settings, views, EntraClient.httpClient(), clock, commands, Optional.empty());
    }

    private static Agent start(
            AgentSettings settings,
            Supplier<? extends NodeView> views,
            HttpClient entra,
            Clock clock,
            Commands commands,
            Optional<RefusalEvents> events) {
        Kubenet.refuse(settings.spoofing());
        var begun = new ArrayDeque<Runnable>();
        try {
            // The ports before the redirect: when one is taken, nothing of the node has been changed yet.
            var operations = Operations.start(settings.operations(), clock, events);
            begun.push(operations::close);
            var view = views.get();
            begun.push(view::close);
            operations.watching(view);
            var pause = Pause.real();
            var gates = Gates.of(clock, pause);
            operations.gated(gates);
            var rules = rules(
                    settings,
                    view,
                    entra,
                    clock,
                    pause,
                    gates,
                    operations.observers(),
                    routes(settings, view, clock, commands));
            var draining = new Draining(rules::answer);
            operations.serving(draining);
            var listeners = Listeners.start(settings.addresses().listen(), draining);
            begun.push(listeners::close);
            var redirect = NodeRedirect.start(settings, listeners, clock, commands);
            operations.redirected(redirect);
            return new Agent(view, listeners, draining, redirect, operations);
        } catch (RuntimeException e) {
            begun.forEach(Runnable::run);
            throw e;
        }
    }

    private static MetadataRules rules(
            AgentSettings settings,
            NodeView view,
            HttpClient entra,
            Clock clock,
            Pause pause,
            Gates gates,
            Observers observers,
            CallerRoutes routes) {
        var http = ImdsClient.plainHttpClient();
        var waiting = Turn.outside(pause);
        var imds = new ImdsClient(settings.addresses().imds(), http, clock, waiting);
        var secrets = new PrincipalSecrets(view.secrets(), clock, observers.secretUnread());
        var sources = TokenSources.of(
                imds, settings.logins().rules(), secrets, new EntraClient(entra, clock, waiting), waiting);
        return rules(
                settings,
                view,
                clock,
                gates,
                new Issuers(sources, imds::hostToken, secrets::unchanged),
                new PassThrough(settings.addresses().imds(), http, gates.metadata(), clock),
                observers,
                routes,
                Thread::startVirtualThread);
    }

    /**
     * All that decides, without a network: the isolation test runs its histories through exactly this. The executor runs
     * what is fetched for more than one request.
     */
    static MetadataRules rules(
            AgentSettings settings,
            NodeView view,
            Clock clock,
            Gates gates,
            Issuers issuers,
            PassThrough passThrough,
            Observers observers,
            CallerRoutes routes,
            Executor executor) {
        var fetching =
                new WatchedTokens(new SourceTokens(issuers.sources(), issuers.host()), clock, observers.fetches());
        var flights = new Flights(gates::of, clock, executor);
        var tokens = new TokenCache(fetching, flights, clock, view::identities, issuers.unchanged());
        var callers = new Callers(view, clock, settings.waits().caller(), NodeAddresses.of(settings), routes);
        var endpoint = new TokenEndpoint(
                Operation.TOKEN,
                access(settings, view, pod -> view.exceptionsIn(pod.key().namespace()), clock),
                tokens,
                observers.outcomes(),
                clock,
                settings.answers().setRetryAfterHeader(),
                (_, issued, now) -> Replies.tokens(issued, now));
        // Exceptions are for the pods' own calls, and "not yet" is 404 whatever the flag says (§2.10).
        var hostEndpoint = new TokenEndpoint(
                Operation.HOST_TOKEN,
                access(settings, view, _ -> List.of(), clock),
                tokens,
                observers.outcomes(),
                clock,
                false,
                Replies::hostToken);
        // As the pod's own call, but nothing is waited for, and it counts as no request of the pod's.
        var trialEndpoint = new TokenEndpoint(
                Operation.TRIAL,
                new AccessGate(
                        view,
                        pod -> view.exceptionsIn(pod.key().namespace()),
                        clock,
                        settings.waits().withoutGrants(),
                        settings.forceNamespaced()),
                tokens,
                new AuditLog(),
                clock,
                false,
                Replies::trial);
        return new MetadataRules(
                settings.answers(),
                settings.paths(),
                callers,
                endpoint,
                settings.paths().hostToken() ? Optional.of(new NamedPodEndpoint(view, hostEndpoint)) : Optional.empty(),
                new NamedPodEndpoint(view, trialEndpoint),
                passThrough,
                observers.routed());
    }

    private static AccessGate access(
            AgentSettings settings, NodeView view, Function<Pod, Collection<ExceptionRule>> exceptions, Clock clock) {
        return new AccessGate(view, exceptions, clock, settings.grantWaits(), settings.forceNamespaced());
    }

    private static CallerRoutes routes(AgentSettings settings, NodeView view, Clock clock, Commands commands) {
        // Without a redirect callers come in some other way, of which routes tell nothing.
        return settings.redirect().kind() == RedirectKind.NONE
                ? CallerRoutes.unchecked()
                : new CallerRoutes(
                        settings.spoofing().routeCheck(),
                        commands,
                        address -> !view.podsByAddress(address).isEmpty(),
                        clock);
    }

    /** The port that is listened on, also when the settings left the choice open. */
    public int port() {
        return listeners.told().getPort();
    }

    /** Where probes are served; empty when they are not. */
    public OptionalInt probePort() {
        return operations.probePort();
    }

    /** Where metrics are served; empty when they are not. */
    public OptionalInt metricsPort() {
        return operations.metricsPort();
    }

    /** Whether pods and assignments of the node have been read; until then requests wait and are answered 503. */
    public boolean ready() {
        return view.synced();
    }

    /** Returns once {@link #ready} is true; throws {@link AgentException} naming what could not be read, and why. */
    public void awaitReady(Duration limit) throws InterruptedException {
        view.awaitSynced(limit);
    }

    /**
     * Takes the redirect off the node, whichever agent with whichever settings has put it there; says whether there was
     * one. Throws {@link AgentException}.
     */
    public static boolean uninstallRedirect() {
        return Redirects.removeAll(new SystemCommands());
    }

    /**
     * Ends in order: no longer ready; requests that wait, and new ones, are answered 503; those whose token is being
     * fetched get it, if that takes no longer than {@link Draining#LIMIT}; the rules of the redirect stay.
     */
    @Override
    public void close() {
        draining.stop();
        redirect.close();
        view.endWaits();
        draining.awaitNone();
        listeners.close();
        view.close();
        operations.close();
    }
}
