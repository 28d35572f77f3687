package io.podpass.agent;

import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a node's redirect about, in the order in which no request finds a gap. */
final class NodeRedirect {
    private static final Logger LOG = LoggerFactory.getLogger(NodeRedirect.class);

    private NodeRedirect() {}

    /** Throws {@link AgentException} when the rules can't be put in place. */
    static RedirectKeeper start(AgentSettings settings, Listeners listeners, Clock clock, Commands commands) {
        var metadata = settings.addresses().metadata();
        var wanted = settings.redirect();
        var redirect = Redirects.choose(wanted.kind(), metadata, commands);
        if (redirect instanceof NoRedirect) {
            return RedirectKeeper.start(redirect, listeners::told, RulesetEvents.NONE, wanted.interval(), clock);
        }
        var target = new RedirectTarget(listeners, metadata, wanted.nodeAddress(), commands);
        var keeper = RedirectKeeper.start(redirect, target::now, events(redirect), wanted.interval(), clock);
        try {
            // Ours are there by now: taking older ones away, which may lead elsewhere, opens nothing.
            if (Redirects.removeOthers(redirect, metadata, commands)) {
                LOG.atInfo().log("removed the redirect that another agent had left in another back end");
            }
            ImdsConnections.cut(wanted.conntrack(), metadata, commands);
            return keeper;
        } catch (RuntimeException e) {
            keeper.close();
            throw e;
        }
    }

    private static RulesetEvents events(Redirect redirect) {
        return redirect instanceof IptablesRedirect iptables
                        && iptables.iptables().isLegacy()
                ? RulesetEvents.NONE
                : new NetlinkEvents();
    }
}
