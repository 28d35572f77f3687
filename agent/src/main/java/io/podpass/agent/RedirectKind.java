package io.podpass.agent;

import java.util.Locale;
import java.util.Optional;

/** How the pods' requests to the metadata address get to the agent: flag {@code --redirect}. */
public enum RedirectKind {
    /** iptables where it is installed, else nft. */
    AUTO,
    IPTABLES,
    NFT,
    /** Nothing is changed on the node: something else brings the requests here. */
    NONE;

    public static Optional<RedirectKind> ofFlag(String text) {
        for (var kind : values()) {
            if (kind.flag().equals(text)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    public String flag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
