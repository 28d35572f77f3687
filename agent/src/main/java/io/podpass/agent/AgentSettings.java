package io.podpass.agent;

/**
 * Settings of one agent. Flags that the old agent had keep their names and defaults (spec aad-pod-identity §2.1).
 *
 * @param node name of the node whose pods are served ({@code --node})
 * @param forceNamespaced whether every identity serves its own namespace only ({@code --forceNamespaced})
 */
public record AgentSettings(
        String node,
        Addresses addresses,
        boolean forceNamespaced,
        Waits waits,
        Answers answers,
        RedirectSettings redirect,
        SpoofingSettings spoofing) {
    public AgentSettings {
        if (node.isEmpty()) {
            throw new IllegalArgumentException("the node's name is empty: the agent would serve no pod");
        }
    }

    public static AgentSettings defaults(String node) {
        return new AgentSettings(
                node,
                Addresses.DEFAULTS,
                false,
                Waits.DEFAULTS,
                Answers.DEFAULTS,
                RedirectSettings.DEFAULTS,
                SpoofingSettings.DEFAULTS);
    }

    public AgentSettings with(Addresses value) {
        return new AgentSettings(node, value, forceNamespaced, waits, answers, redirect, spoofing);
    }

    public AgentSettings with(Waits value) {
        return new AgentSettings(node, addresses, forceNamespaced, value, answers, redirect, spoofing);
    }

    public AgentSettings with(Answers value) {
        return new AgentSettings(node, addresses, forceNamespaced, waits, value, redirect, spoofing);
    }

    public AgentSettings with(RedirectSettings value) {
        return new AgentSettings(node, addresses, forceNamespaced, waits, answers, value, spoofing);
    }

    public AgentSettings with(SpoofingSettings value) {
        return new AgentSettings(node, addresses, forceNamespaced, waits, answers, redirect, value);
    }

    public AgentSettings withForceNamespaced(boolean value) {
        return new AgentSettings(node, addresses, value, waits, answers, redirect, spoofing);
    }
}
