package io.podpass.agent;

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
        return new AgentSettings(
                node, value, forceNamespaced, mode, paths, waits, answers, redirect, spoofing, operations, logins);
    }

    public AgentSettings with(Waits value) {
        return new AgentSettings(
                node, addresses, forceNamespaced, mode, paths, value, answers, redirect, spoofing, operations, logins);
    }

    public AgentSettings with(Answers value) {
        return new AgentSettings(
                node, addresses, forceNamespaced, mode, paths, waits, value, redirect, spoofing, operations, logins);
    }

    public AgentSettings with(RedirectSettings value) {
        return new AgentSettings(
                node, addresses, forceNamespaced, mode, paths, waits, answers, value, spoofing, operations, logins);
    }

    public AgentSettings with(SpoofingSettings value) {
        return new AgentSettings(
                node, addresses, forceNamespaced, mode, paths, waits, answers, redirect, value, operations, logins);
    }

    public AgentSettings with(OperationsSettings value) {
        return new AgentSettings(
                node, addresses, forceNamespaced, mode, paths, waits, answers, redirect, spoofing, value, logins);
    }

    public AgentSettings with(LoginSettings value) {
        return new AgentSettings(
                node, addresses, forceNamespaced, mode, paths, waits, answers, redirect, spoofing, operations, value);
    }

    public AgentSettings withForceNamespaced(boolean value) {
        return new AgentSettings(
                node, addresses, value, mode, paths, waits, answers, redirect, spoofing, operations, logins);
    }

    /** The managed mode goes together with {@link #withForceNamespaced}, which comes first. */
    public AgentSettings with(OperationMode value) {
        return new AgentSettings(
                node, addresses, forceNamespaced, value, paths, waits, answers, redirect, spoofing, operations, logins);
    }

    public AgentSettings with(Paths value) {
        return new AgentSettings(
                node, addresses, forceNamespaced, mode, value, waits, answers, redirect, spoofing, operations, logins);
    }

    /** How long a request waits for its grant: in managed mode nobody is at work on it. */
    Waits grantWaits() {
        return mode == OperationMode.MANAGED ? waits.withoutGrants() : waits;
    }
}
