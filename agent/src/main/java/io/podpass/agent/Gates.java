package io.podpass.agent;

import io.podpass.azure.Pause;
import java.time.Clock;
import java.util.Map;

/** What the node may ask of each of those that it asks. */
record Gates(FairGate imds, FairGate entra, FairGate metadata) {
    static Gates of(Clock clock, Pause pause) {
        return new Gates(
                new FairGate(CallLimits.IMDS, clock, pause),
                new FairGate(CallLimits.ENTRA, clock, pause),
                new FairGate(CallLimits.METADATA, clock, pause));
    }

    FairGate of(TokenKey key) {
        return key.fromImds() ? imds : entra;
    }

    /** As they are called in metrics. */
    Map<String, FairGate> byName() {
        return Map.of("imds", imds, "entra", entra, "instance-metadata", metadata);
    }
}
