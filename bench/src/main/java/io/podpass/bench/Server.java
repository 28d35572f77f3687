package io.podpass.bench;

import java.time.Duration;

/** A server under load. */
interface Server {
    Endpoint endpoint();

    /** Processor time used since its start, by all its processes. */
    Duration processorTime();
}
