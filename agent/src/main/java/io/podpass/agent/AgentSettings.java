package io.podpass.agent;

import java.util.function.Consumer;

/**
 * Settings of one agent. Flags that the old agent had keep their names and defaults (spec aad-pod-identity §2.1).
 *
 * @param node name of the node whose pods are served ({@code --node})
 * @param forceNamespaced whether every identity serves its own namespace only ({@code --forceNamespaced})
 * @param mode {@code --operation-mode}; the managed mode needs {@code forceNamespaced}
 */
public record AgentSettings(
        String node,
        Addresses addresses,
        boolean forceNamespaced,
        OperationMode mode,
        Paths paths,
        Waits waits,
        Answers answers,
        RedirectSettings redirect,
        SpoofingSettings spoofing,
        OperationsSettings operations,
        LoginSettings logins) {
    public AgentSettings {
        if (node.isEmpty()) {
            throw new IllegalArgumentException("the node's name is empty: the agent would serve no pod");
        }
        if (mode == OperationMode.MANAGED && !forceNamespaced) {
            // Old text and spelling (spec aad-pod-identity §2.2).
            throw new IllegalArgumentException(
                    "managed mode not intialized in force namespaced mode: add --forceNamespaced");
        }
    }

    /** Probes and metrics are not served: their ports are the node's, and the command asks for them. */
    public static AgentSettings defaults(String node) {
        return new AgentSettings(
                node,
                Addresses.DEFAULTS,
                false,
                OperationMode.STANDARD,
                Paths.DEFAULTS,
                Waits.DEFAULTS,
                Answers.DEFAULTS,
                RedirectSettings.DEFAULTS,
                SpoofingSettings.DEFAULTS,
                OperationsSettings.NONE,
                LoginSettings.DEFAULTS);
    }

    public AgentSettings with(Addresses value) {
        return change(draft -> draft.addresses = value);
    }

    public AgentSettings with(Waits value) {
        return change(draft -> draft.waits = value);
    }

    public AgentSettings with(Answers value) {
        return change(draft -> draft.answers = value);
    }

    public AgentSettings with(RedirectSettings value) {
        return change(draft -> draft.redirect = value);
    }

    public AgentSettings with(SpoofingSettings value) {
        return change(draft -> draft.spoofing = value);
    }

    public AgentSettings with(OperationsSettings value) {
        return change(draft -> draft.operations = value);
    }

    public AgentSettings with(LoginSettings value) {
        return change(draft -> draft.logins = value);
    }

    public AgentSettings withForceNamespaced(boolean value) {
        return change(draft -> draft.forceNamespaced = value);
    }

    /** The managed mode goes together with {@link #withForceNamespaced}, which comes first. */
    public AgentSettings with(OperationMode value) {
        return change(draft -> draft.mode = value);
    }

    public AgentSettings with(Paths value) {
        return change(draft -> draft.paths = value);
    }

    private AgentSettings change(Consumer<Draft> edit) {
        var draft = new Draft(this);
        edit.accept(draft);
        return draft.settled();
    }

    /** How long a request waits for its grant: in managed mode nobody is at work on it. */
    Waits grantWaits() {
        return mode == OperationMode.MANAGED ? waits.withoutGrants() : waits;
    }

    /** The one place that copies: what is not changed stays. */
    private static final class Draft {
        private final String node;
        private Addresses addresses;
        private boolean forceNamespaced;
        private OperationMode mode;
        private Paths paths;
        private Waits waits;
        private Answers answers;
        private RedirectSettings redirect;
        private SpoofingSettings spoofing;
        private OperationsSettings operations;
        private LoginSettings logins;

        Draft(AgentSettings settings) {
            this.node = settings.node;
            this.addresses = settings.addresses;
            this.forceNamespaced = settings.forceNamespaced;
            this.mode = settings.mode;
            this.paths = settings.paths;
            this.waits = settings.waits;
            this.answers = settings.answers;
            this.redirect = settings.redirect;
            this.spoofing = settings.spoofing;
            this.operations = settings.operations;
            this.logins = settings.logins;
        }

        AgentSettings settled() {
            return new AgentSettings(
                    node,
                    addresses,
                    forceNamespaced,
                    mode,
                    paths,
                    waits,
                    answers,
                    redirect,
                    spoofing,
                    operations,
                    logins);
        }
    }
}
