package io.podpass.controller;

import java.util.Locale;

/** What a turn of a host may be put off by. */
enum Budget {
    /** Changes of one host. */
    HOST,
    /** Looks at hosts of one subscription. */
    SUBSCRIPTION_READS,
    /** Changes of hosts of one subscription. */
    SUBSCRIPTION_WRITES;

    /** As metrics name it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
