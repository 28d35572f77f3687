package io.podpass.bench;

/** What can be measured alone. */
enum Part {
    START,
    WAKE_UP,
    STAMPEDE,
    /** Full load, fixed rate, and the memory afterwards. */
    LOAD,
    /** A whole cluster's controller: start, churn, memory. */
    CONTROLLER,
    /** The same in clusters of growing size; only when asked for. */
    GROWTH
}
